import { describe, expect, it } from 'vitest';
import type { StackResource } from '../../runtime';
import { TemplateError } from '../../template/stack-template';
import { refuseUntrustedRoles } from './refuse-untrusted-roles';
import { trustingRole } from './trusting-role';

const ROLE = 'arn:aws:iam::000000000000:role/worker';
const ARN = 'arn:aws:trial:eu-central-1:000000000000:thing';

const start = (type: string, properties: Record<string, unknown>, ...roles: StackResource[]) => {
  const thing = { logicalId: 'Thing', type, stack: 'data', path: '', properties, ref: ARN, attributes: {} };
  const resources = [...roles, thing];
  refuseUntrustedRoles((wanted) => resources.filter((resource) => resource.type === wanted));
};

describe.each([
  [
    'AWS::Lambda::Function',
    { Role: ROLE },
    'lambda.amazonaws.com',
    'The role defined for the function cannot be assumed by Lambda.',
  ],
  [
    'AWS::StepFunctions::StateMachine',
    { RoleArn: ROLE },
    'states.amazonaws.com',
    'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
  ],
  [
    'AWS::Events::Rule',
    { Targets: [{ Arn: 'a' }, { Arn: 'b', RoleArn: ROLE }] },
    'events.amazonaws.com',
    `Provided role '${ROLE}' cannot be assumed by principal 'events.amazonaws.com'.`,
  ],
  [
    'AWS::ApiGateway::Account',
    { CloudWatchRoleArn: ROLE },
    'apigateway.amazonaws.com',
    'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
  ],
  [
    'AWS::AppSync::GraphQLApi',
    { LogConfig: { CloudWatchLogsRoleArn: ROLE } },
    'appsync.amazonaws.com',
    `AppSync cannot assume the role ${ROLE} to write its logs.`,
  ],
])('%s', (type, properties, service, refusal) => {
  it(`starts with a role that trusts ${service}`, () => {
    expect(() => start(type, properties, trustingRole(ROLE, service))).not.toThrow();
  });

  it('is refused as by AWS with a role that trusts another service', () => {
    expect(() => start(type, properties, trustingRole(ROLE, 'ec2.amazonaws.com'))).toThrow(
      new TemplateError(`Stack data, Thing: ${refusal}`),
    );
  });

  it.each([
    [ARN, true],
    [`${ARN}-2`, false],
  ])('is the source of the condition (%s)', (source, allowed) => {
    const role = trustingRole(ROLE, service, { ArnEquals: { 'aws:SourceArn': source } });
    const starting = expect(() => start(type, properties, role));
    if (allowed) starting.not.toThrow();
    else starting.toThrow(refusal);
  });

  it('starts with a role of the account that is in no template', () => {
    expect(() => start(type, properties)).not.toThrow();
  });
});

it('a resource without a role starts', () => {
  expect(() => start('AWS::Events::Rule', { Targets: [{ Arn: 'a' }] })).not.toThrow();
});
