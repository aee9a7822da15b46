import { Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/**
 * Lets the post-confirmation trigger write profiles. The user pool needs the trigger, the tables need the user pool:
 * naming the table in the trigger's environment would close a circle between the two stacks. So the table's stack
 * publishes the name as a parameter under a name both know, and attaches the policy from its own side.
 */
export class ProfileRegistration extends Construct {
  constructor(scope: Construct, id: string, props: { parameterName: string; profiles: ITable; role: IRole }) {
    super(scope, id);
    new StringParameter(this, 'TableName', {
      parameterName: props.parameterName,
      description: 'Table that the post-confirmation trigger creates investor profiles in.',
      stringValue: props.profiles.tableName,
    });
    const parameterArn = Stack.of(this).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: props.parameterName.replace(/^\//, ''),
    });
    new Policy(this, 'Policy', {
      roles: [props.role],
      statements: [
        new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [parameterArn] }),
        new PolicyStatement({
          actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
          resources: [props.profiles.tableArn],
        }),
      ],
    });
  }
}
