import { describe, expect, it } from 'vitest';
import { trialRuntime } from '../trial-runtime';
import { readRestApis } from './rest-api';

const STAGE = { type: 'AWS::ApiGateway::Stage', logicalId: 'Stage', ref: 'v1', properties: { RestApiId: 'api' } };
const API = { type: 'AWS::ApiGateway::RestApi', logicalId: 'Api', ref: 'api', attributes: { RootResourceId: 'root' } };

function read(resources: Parameters<typeof trialRuntime>[0]['resources']) {
  const { runtime, events } = trialRuntime({ stateDir: '', resources });
  const apis = readRestApis(runtime);
  return { apis, messages: events.map((event) => 'message' in event && event.message) };
}

describe('a part of a REST API that is not served', () => {
  it('leaves out the stage if it is the API', () => {
    expect(read([STAGE])).toEqual({
      apis: [],
      messages: ['The stage Stage is not served: it belongs to no REST API that is served.'],
    });
  });

  it('leaves out the methods below it if it is a path', () => {
    const path = { ParentId: 'gone', PathPart: 'orders', RestApiId: 'api' };
    const method = { RestApiId: 'api', ResourceId: 'orders', HttpMethod: 'GET', Integration: { Type: 'MOCK' } };
    const { apis, messages } = read([
      API,
      STAGE,
      { type: 'AWS::ApiGateway::Resource', ref: 'orders', properties: path },
      { type: 'AWS::ApiGateway::Method', logicalId: 'GetOrders', properties: method },
    ]);
    expect(apis).toMatchObject([{ id: 'api', stage: 'v1', methods: [] }]);
    expect(messages).toEqual(["The local runner can't serve the method GetOrders: its resource is unknown."]);
  });
});
