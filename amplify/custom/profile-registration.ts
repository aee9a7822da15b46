import { Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Policy } from 'aws-cdk-lib/aws-iam';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { needs as triggerNeeds } from '../auth/post-confirmation/needs';
import { setEnvironment, statementsFor, tableResource, type ResourcesFor, type Target } from './grants';

export interface ProfileRegistrationProps {
  parameterName: string;
  profiles: ITable;
  trigger: Target;
  needs: typeof triggerNeeds;
}

/**
 * Lets the post-confirmation trigger write profiles. The user pool needs the trigger, and the tables need the user pool:
 * the table's name in the trigger's environment would make the two stacks depend on each other. So the table's stack
 * publishes the table's name as a parameter whose own name both stacks compute, and attaches the policy to the role.
 */
export class ProfileRegistration extends Construct {
  constructor(scope: Construct, id: string, { parameterName, profiles, trigger, needs }: ProfileRegistrationProps) {
    super(scope, id);
    new StringParameter(this, 'TableName', {
      parameterName,
      description: 'Table that the post-confirmation trigger creates investor profiles in.',
      stringValue: profiles.tableName,
    });
    const parameterArn = Stack.of(this).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: parameterName.replace(/^\//, ''),
    });
    const resources: ResourcesFor<typeof triggerNeeds> = {
      INVESTOR_PROFILE_TABLE_PARAMETER: { value: parameterName, arns: [parameterArn] },
      InvestorProfile: tableResource(profiles),
    };
    setEnvironment(trigger, needs, resources);
    new Policy(this, 'Policy', {
      roles: [trigger.resources.lambda.role!],
      statements: statementsFor(needs, resources),
    });
  }
}
