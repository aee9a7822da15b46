import { describe, expect, it } from 'vitest';
import type { StackResource } from '../../runtime';
import { createIam, OPERATOR } from './create-iam';

const ROLE = 'arn:aws:iam::000000000000:role/sender';
const TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/Digest';
const FUNCTION = 'arn:aws:lambda:eu-central-1:000000000000:function:record';
const principal = { arn: ROLE, logicalId: 'sendEmail' };

const resource = (type: string, ref: string, properties: Record<string, unknown>, attributes = {}): StackResource => ({
  logicalId: ref,
  type,
  stack: 'data',
  path: ref,
  properties,
  ref,
  attributes,
});
const role = (properties: Record<string, unknown> = {}) =>
  resource('AWS::IAM::Role', 'sender', properties, { Arn: ROLE });
const document = { Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: TABLE }] };

describe('access', () => {
  it.each([
    ['its inline policies', [role({ Policies: [{ PolicyName: 'p', PolicyDocument: document }] })]],
    [
      'a policy attached by name',
      [role(), resource('AWS::IAM::Policy', 'p', { Roles: ['sender'], PolicyDocument: document })],
    ],
    [
      'a managed policy it names',
      [
        role({ ManagedPolicyArns: ['arn:p'] }),
        resource('AWS::IAM::ManagedPolicy', 'arn:p', { PolicyDocument: document }),
      ],
    ],
    [
      'a managed policy that names it',
      [role(), resource('AWS::IAM::ManagedPolicy', 'arn:p', { Roles: ['sender'], PolicyDocument: document })],
    ],
    [
      'a statement that is not in a list',
      [
        role(),
        resource('AWS::IAM::Policy', 'p', { Roles: ['sender'], PolicyDocument: { Statement: document.Statement[0] } }),
      ],
    ],
  ])('comes from %s', (_, resources) => {
    const iam = createIam(resources);
    expect(() => iam.authorize(principal, 'dynamodb:PutItem', TABLE)).not.toThrow();
    expect(() => iam.authorize(principal, 'dynamodb:DeleteItem', TABLE)).toThrow();
  });

  it('is denied with the message of AWS', () => {
    expect(() => createIam([role()]).authorize(principal, 'dynamodb:PutItem', TABLE)).toThrow(
      `User: arn:aws:sts::000000000000:assumed-role/sender/sendEmail is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`,
    );
    const denied = { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } };
    const iam = createIam([role({ Policies: [{ PolicyDocument: denied }] })]);
    expect(() => iam.authorize(principal, 'dynamodb:PutItem', TABLE)).toThrow(
      'with an explicit deny in an identity-based policy',
    );
  });

  it('is unlimited for the operator', () => {
    expect(() => createIam([]).authorize(OPERATOR, 'dynamodb:DeleteTable', TABLE)).not.toThrow();
  });

  it('has no grant from an unknown managed policy of AWS, which is reported', () => {
    const iam = createIam([
      role({
        ManagedPolicyArns: [
          'arn:aws:iam::aws:policy/AdministratorAccess',
          'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
        ],
      }),
    ]);
    expect(iam.unknownManagedPolicies).toEqual([
      { role: 'sender', policy: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    ]);
    expect(() => iam.authorize(principal, 'logs:PutLogEvents', '*')).not.toThrow();
  });
});

describe('the permission to invoke a function', () => {
  const RULE = 'arn:aws:events:eu-central-1:000000000000:rule/hourly';
  const permission = resource('AWS::Lambda::Permission', 'p', {
    Action: 'lambda:InvokeFunction',
    FunctionName: FUNCTION,
    Principal: 'events.amazonaws.com',
    SourceArn: RULE,
  });
  const invoker = { Statement: { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: FUNCTION } };

  it.each([
    ['the service, for the source that the permission names', { arn: 'events.amazonaws.com', sourceArn: RULE }, true],
    ['the service, for another source', { arn: 'events.amazonaws.com', sourceArn: `${RULE}2` }, false],
    ['the service, for no source', { arn: 'events.amazonaws.com' }, false],
    ['another service', { arn: 'ses.amazonaws.com', sourceArn: RULE }, false],
    ['a role whose policy allows it', principal, true],
    ['a role without such a policy', { arn: 'arn:aws:iam::000000000000:role/other' }, false],
  ])('%s', (_, caller, allowed) => {
    const iam = createIam([role({ Policies: [{ PolicyDocument: invoker }] }), permission]);
    const invoke = () => iam.authorizeInvoke(caller, FUNCTION);
    if (allowed) expect(invoke).not.toThrow();
    else expect(invoke).toThrow('lambda:InvokeFunction');
  });
});
