import type { ResourceNaming } from './runtime';
import { naming as apiGatewayNaming } from './services/api-gateway/naming';
import { appsyncNaming } from './services/appsync/naming';
import { cognitoNaming } from './services/cognito/naming';
import { dynamodbNaming } from './services/dynamodb/naming';
import { naming as eventsNaming } from './services/events/naming';
import { iamNaming } from './services/iam/naming';
import { kmsNaming } from './services/kms/naming';
import { lambdaNaming } from './services/lambda/naming';
import { naming as sesNaming } from './services/ses/naming';
import { ssmNaming } from './services/ssm/naming';
import { naming as stepFunctionsNaming } from './services/step-functions/naming';

/** Physical ids and attributes of every resource type that the local runner serves. */
export const naming: Record<string, ResourceNaming> = {
  ...apiGatewayNaming,
  ...appsyncNaming,
  ...cognitoNaming,
  ...dynamodbNaming,
  ...eventsNaming,
  ...iamNaming,
  ...kmsNaming,
  ...lambdaNaming,
  ...sesNaming,
  ...ssmNaming,
  ...stepFunctionsNaming,
};
