import type { ResourceNaming } from './runtime';
import { apiGatewayNames } from './services/api-gateway/api-gateway-names';
import { appsyncNames } from './services/appsync/appsync-names';
import { cognitoNames } from './services/cognito/cognito-names';
import { dynamodbNames } from './services/dynamodb/dynamodb-names';
import { eventsNames } from './services/events/events-names';
import { iamNames } from './services/iam/iam-names';
import { kmsNames } from './services/kms/kms-names';
import { lambdaNames } from './services/lambda/lambda-names';
import { sesNames } from './services/ses/ses-names';
import { sqsNames } from './services/sqs/sqs-names';
import { ssmNames } from './services/ssm/ssm-names';
import { stepFunctionsNames } from './services/step-functions/step-functions-names';

/** Physical ids and attributes of every resource type that the local runner serves. */
export const resourceNames: Record<string, ResourceNaming> = {
  ...apiGatewayNames,
  ...appsyncNames,
  ...cognitoNames,
  ...dynamodbNames,
  ...eventsNames,
  ...iamNames,
  ...kmsNames,
  ...lambdaNames,
  ...sesNames,
  ...sqsNames,
  ...ssmNames,
  ...stepFunctionsNames,
};
