import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  AuthorizationType,
  CognitoUserPoolsAuthorizer,
  Cors,
  LambdaIntegration,
  LogGroupLogDestination,
  ResponseType,
  RestApi as CdkRestApi,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface RestApiProps {
  userPool: IUserPool;
  /**
   * The app's origin; null allows any, for sandboxes and the local runner. Tokens are in a header, never in a cookie.
   */
  allowedOrigin: string | null;
  /** Needs the account's role for logs of API Gateway, which no stack of ours sets (docs/deployment.md). */
  accessLogs: boolean;
  searchStartups: IFunction;
  savePreferences: IFunction;
  requestRecommendations: IFunction;
  saveBookmark: IFunction;
}

/** The REST API for programs: the same commands as AppSync, with the same user pool. */
export class RestApi extends Construct {
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    const origins = props.allowedOrigin ? [props.allowedOrigin] : Cors.ALL_ORIGINS;
    const api = new CdkRestApi(this, 'Api', {
      description: 'Firstlight for programs.',
      // It would set the account's role for logs, and deleting a sandbox would delete that role.
      cloudWatchRole: false,
      deployOptions: {
        stageName: 'v1',
        throttlingRateLimit: 100,
        throttlingBurstLimit: 200,
        tracingEnabled: true,
        ...(props.accessLogs ? this.accessLogs() : {}),
      },
      defaultCorsPreflightOptions: {
        allowOrigins: origins,
        allowMethods: ['GET', 'POST', 'OPTIONS'],
        allowHeaders: ['authorization', 'content-type'],
        maxAge: Duration.hours(1),
      },
      defaultMethodOptions: {
        authorizationType: AuthorizationType.COGNITO,
        authorizer: new CognitoUserPoolsAuthorizer(this, 'Investors', { cognitoUserPools: [props.userPool] }),
      },
    });
    for (const type of [ResponseType.DEFAULT_4XX, ResponseType.DEFAULT_5XX]) {
      api.addGatewayResponse(type.responseType, {
        type,
        responseHeaders: { 'Access-Control-Allow-Origin': `'${props.allowedOrigin ?? '*'}'` },
        templates: {
          'application/json': '{"error":{"code":"$context.error.responseType","message":$context.error.messageString}}',
        },
      });
    }
    api.root.addResource('startups').addMethod('GET', new LambdaIntegration(props.searchStartups));
    api.root.addResource('preferences').addMethod('POST', new LambdaIntegration(props.savePreferences));
    api.root.addResource('match-startups').addMethod('POST', new LambdaIntegration(props.requestRecommendations));
    api.root.addResource('bookmarks').addMethod('POST', new LambdaIntegration(props.saveBookmark));
    this.endpoint = api.url;
  }

  private accessLogs(): Pick<StageOptions, 'accessLogDestination' | 'accessLogFormat'> {
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return {
      accessLogDestination: new LogGroupLogDestination(logs),
      accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
    };
  }
}
