import { expect, it } from 'vitest';
import { TemplateError } from '../../template/stack-template';
import { refuseLongIntegrations } from './refuse-long-integrations';

const method = (Integration: object) => ({
  logicalId: 'Search',
  type: 'AWS::ApiGateway::Method',
  stack: 'data',
  path: '',
  properties: { ResourceId: 'r', HttpMethod: 'GET', Integration },
  ref: '',
  attributes: {},
});

it.each([[49], [29_001]])('an integration with a timeout of %i ms is refused as by AWS', (TimeoutInMillis) => {
  expect(() => refuseLongIntegrations([method({ TimeoutInMillis })])).toThrow(
    new TemplateError('Stack data, Search: Timeout should be between 50 ms and 29000 ms.'),
  );
});

it.each([[{}], [{ TimeoutInMillis: 50 }], [{ TimeoutInMillis: '29000' }]])('an integration with %j starts', (one) => {
  expect(() => refuseLongIntegrations([method(one)])).not.toThrow();
});
