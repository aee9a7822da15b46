import { beforeAll, describe, expect, it } from 'vitest';
import { readAssembly, type Assembly } from './assembly';
import { policyProperties, roleProperties } from './policies';

/** Actions that AWS grants on all resources only, and what needs them. */
const WITHOUT_RESOURCE = new Set([
  // The quota is the account's.
  'ses:GetSendQuota',
  // Traces of functions and of the workflow.
  ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
  // The workflow's log: Step Functions needs these to set up its delivery.
  ...['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery'],
  ...['logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups'],
]);

/** Roles of constructs that Amplify and CDK add for the deployment. This backend cannot narrow them. */
const NOT_OURS = /CustomCDKBucketDeployment|CustomS3AutoDelete|AmplifyManagedTable|AmplifyTableManager/;

let assembly: Assembly;
beforeAll(async () => {
  assembly = await readAssembly();
});

/** Every statement of every policy, attached or inline, with its owner. */
function statements() {
  const documents = [
    ...['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
      assembly.ofType(type, policyProperties).map((owner) => ({ owner, policy: owner.Properties })),
    ),
    ...assembly
      .ofType('AWS::IAM::Role', roleProperties)
      .flatMap((owner) => owner.Properties.Policies.map((policy) => ({ owner, policy }))),
  ];
  return documents
    .filter(({ owner }) => !NOT_OURS.test(`${owner.stack} ${owner.logicalId}`))
    .flatMap(({ owner, policy }) =>
      policy.PolicyDocument.Statement.map((statement) => ({ owner: owner.logicalId, ...statement })),
    );
}

describe('grants', () => {
  it('name each action, and `*` as the resource only for actions that AWS grants on no narrower one', () => {
    const all = statements();
    expect(all.length).toBeGreaterThan(40);
    const broad: string[] = [];
    for (const { owner, Effect, Action, NotAction, Resource, NotResource } of all) {
      if (Effect === 'Deny') continue;
      if (NotAction || NotResource) broad.push(`${owner}: all but some`);
      for (const action of Action ?? []) {
        if (action.includes('*')) broad.push(`${owner}: ${action}`);
        if (Resource?.includes('*') && !WITHOUT_RESOURCE.has(action)) broad.push(`${owner}: ${action} on *`);
      }
    }
    expect(broad).toEqual([]);
  });

  it('come from a managed policy of AWS only for the log of a function', () => {
    const managed = assembly
      .ofType('AWS::IAM::Role', roleProperties)
      .filter((role) => !NOT_OURS.test(`${role.stack} ${role.logicalId}`))
      .flatMap((role) => role.Properties.ManagedPolicyArns);
    expect(managed.length).toBeGreaterThan(10);
    for (const arn of managed) expect(JSON.stringify(arn)).toContain('service-role/AWSLambdaBasicExecutionRole');
  });
});
