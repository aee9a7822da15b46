import { RemovalPolicy } from 'aws-cdk-lib';
import type { CfnGraphQLApi } from 'aws-cdk-lib/aws-appsync';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/**
 * Traces and error logs of the GraphQL API. Amplify's own logging option brings a function that may change the
 * retention of every log group of the account.
 */
export class ApiLogs extends Construct {
  constructor(scope: Construct, id: string, api: CfnGraphQLApi) {
    super(scope, id);
    // AppSync writes to the group of this name alone.
    const group = new LogGroup(this, 'Group', {
      logGroupName: `/aws/appsync/apis/${api.attrApiId}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      description: 'AppSync writes its log with it.',
      assumedBy: new ServicePrincipal('appsync.amazonaws.com'),
    });
    // A policy of its own: the API needs the role, and the policy needs the API's id.
    new Policy(this, 'Policy', {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [group.logGroupArn],
        }),
      ],
    });
    api.xrayEnabled = true;
    api.logConfig = {
      cloudWatchLogsRoleArn: role.roleArn,
      fieldLogLevel: 'ERROR',
      // Verbose content is arguments and results, which hold personal data.
      excludeVerboseContent: true,
    };
  }
}
