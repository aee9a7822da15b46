import type { StackResource } from '../../runtime';

/** A role of a template that a service may assume; for tests. */
export const trustingRole = (arn: string, service: string, condition?: object): StackResource => {
  const name = arn.split('/').at(-1)!;
  const Condition = condition;
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service }, Condition };
  return {
    logicalId: name,
    type: 'AWS::IAM::Role',
    stack: 'trial',
    path: name,
    properties: { AssumeRolePolicyDocument: { Statement: [statement] } },
    ref: name,
    attributes: { Arn: arn },
  };
};
