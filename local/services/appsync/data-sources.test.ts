import { describe, expect, it } from 'vitest';
import type { StackResource } from '../../runtime';
import { trustingRole } from '../iam/trusting-role';
import { functionArn } from '../lambda/lambda-names';
import { trialRuntime } from '../trial-runtime';
import { createDataSource } from './data-sources';
import { DataSourceError } from './resolver-error';

const ROLE = 'arn:aws:iam::000000000000:role/ask';
const API = 'arn:aws:appsync:eu-central-1:000000000000:apis/a';
const resource = (properties: Record<string, unknown>, ref: string): StackResource => ({
  logicalId: 'Ask',
  type: '',
  stack: 'data',
  path: '',
  properties,
  ref,
  attributes: {},
});

describe('the role of a data source', () => {
  const create = (...roles: StackResource[]) => {
    const { runtime } = trialRuntime({ stateDir: '', resources: roles });
    const LambdaConfig = { LambdaFunctionArn: functionArn('ask') };
    const source = resource({ Name: 'ask', Type: 'AWS_LAMBDA', LambdaConfig, ServiceRoleArn: ROLE }, `${API}/ask`);
    return () => createDataSource(source, resource({}, API), runtime);
  };
  const ofApi = (arn: string) => trustingRole(ROLE, 'appsync.amazonaws.com', { ArnEquals: { 'aws:SourceArn': arn } });

  it('is assumed on behalf of the API', () => {
    expect(create(ofApi(API))).not.toThrow();
  });

  it.each([
    ['that trusts another service', [trustingRole(ROLE, 'lambda.amazonaws.com')]],
    ['that trusts another API', [ofApi(`${API}2`)]],
    ['that is in no template', []],
  ])('%s cannot be assumed', (_, roles) => {
    expect(create(...roles)).toThrow(
      new DataSourceError('UnauthorizedException', `Ask: Unable to assume role ${ROLE}.`),
    );
  });
});
