/** A default quota of AWS on the number of resources, by its documentation as of November 2026. */
export interface DocumentedQuota {
  what: string;
  types: readonly string[];
  /** Null where AWS documents no limit on the number. */
  most: number | null;
  per: 'account and region' | 'account';
  /** The page of AWS's documentation. */
  source: string;
}

/** Types of DynamoDB tables: CloudFormation's own and that of Amplify's table manager. */
export const TABLE_TYPES = ['AWS::DynamoDB::Table', 'Custom::AmplifyDynamoDBTable'];
export const ROLE_TYPES = ['AWS::IAM::Role'];
export const TABLE_QUOTA = 2500;
export const STACK_QUOTA = 2000;

export const DOCUMENTED_QUOTAS: readonly DocumentedQuota[] = [
  // Lambda limits the size of all code together (75 GB), not the number of functions.
  of('Functions', ['AWS::Lambda::Function'], null, 'lambda/latest/dg/gettingstarted-limits.html'),
  of('Tables', TABLE_TYPES, TABLE_QUOTA, 'amazondynamodb/latest/developerguide/ServiceQuotas.html'),
  of('Alarms', ['AWS::CloudWatch::Alarm'], null, 'AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html'),
  { ...of('Roles', ROLE_TYPES, 1000, 'IAM/latest/UserGuide/reference_iam-quotas.html'), per: 'account' },
  of('State machines', ['AWS::StepFunctions::StateMachine'], 100_000, 'step-functions/latest/dg/service-quotas.html'),
  of('User pools', ['AWS::Cognito::UserPool'], 1000, 'cognito/latest/developerguide/quotas.html'),
  // The smaller of the two, so that it holds for either kind of endpoint: 600 regional, 120 edge-optimized.
  of(
    'REST APIs',
    ['AWS::ApiGateway::RestApi'],
    120,
    'apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  ),
  // The smallest that AWS has documented; accounts differ.
  of('GraphQL APIs', ['AWS::AppSync::GraphQLApi'], 25, 'general/latest/gr/appsync.html'),
  of('SES identities', ['AWS::SES::EmailIdentity'], 10_000, 'ses/latest/dg/quotas.html'),
  of('SES configuration sets', ['AWS::SES::ConfigurationSet'], 10_000, 'ses/latest/dg/quotas.html'),
];

/** Limits of one stack, and of the stacks of one operation (CloudFormation User Guide, "Understand quotas"). */
export const STACK_LIMITS = { resources: 500, parameters: 200, outputs: 200, resourcesOfOperation: 2500 };

function of(what: string, types: readonly string[], most: number | null, page: string): DocumentedQuota {
  return { what, types, most, per: 'account and region', source: `https://docs.aws.amazon.com/${page}` };
}
