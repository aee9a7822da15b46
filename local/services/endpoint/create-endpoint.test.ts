import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SSMClient, GetParameterCommand } from '@aws-sdk/client-ssm';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventLog } from '../../event-log';
import { listen } from '../../listen';
import type { Principal, Resource } from '../../runtime';
import { AccessDeniedError } from '../iam/access-denied';
import { createSsm } from '../ssm/create-ssm';
import { createEndpoint, type Endpoint } from './create-endpoint';

const events = createEventLog();
const parameter = {
  type: 'AWS::SSM::Parameter',
  ref: '/firstlight/table',
  properties: { Type: 'String', Value: 'Startup' },
};
let endpoint: Endpoint;
let allowed: (principal: Principal, action: string, resource: string) => boolean;

beforeEach(async () => {
  allowed = () => true;
  endpoint = await createEndpoint({
    port: 0,
    events,
    authorize(principal, action, resource) {
      if (!allowed(principal, action, resource))
        throw new AccessDeniedError(`${principal.logicalId} may not ${action}`, action, resource, '');
    },
  });
  endpoint.add(createSsm({ byType: () => [parameter as unknown as Resource] }));
});
afterEach(() => endpoint.stop());

function client(key = endpoint.credentials.issue({ arn: 'arn:role', logicalId: 'sendEmail' })) {
  return new SSMClient({ region: 'eu-central-1', endpoint: endpoint.url, credentials: key, maxAttempts: 1 });
}
const get = (ssm: SSMClient, Name = '/firstlight/table') => ssm.send(new GetParameterCommand({ Name }));

describe('the AWS endpoint', () => {
  it('serves the API that the signature names', async () => {
    expect((await get(client())).Parameter).toMatchObject({
      Name: '/firstlight/table',
      Value: 'Startup',
      Type: 'String',
    });
    await expect(get(client(), '/nothing')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  it('asks whether the caller may, by action and resource', async () => {
    allowed = ({ logicalId }, action, resource) =>
      logicalId === 'sendEmail' &&
      action === 'ssm:GetParameter' &&
      resource === 'arn:aws:ssm:eu-central-1:000000000000:parameter/firstlight/table';
    await expect(get(client())).resolves.toBeDefined();
    await expect(get(client(), '/other')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'sendEmail may not ssm:GetParameter',
    });
  });

  it('knows only keys it has issued, with their secrets', async () => {
    const stranger = { accessKeyId: 'AKIA0123456789ABCDEF', secretAccessKey: 'secret' };
    await expect(get(client(stranger))).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    const forged = { ...endpoint.credentials.issue({ arn: 'operator' }), secretAccessKey: 'guessed' };
    await expect(get(client(forged))).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    expect((await fetch(endpoint.url, { method: 'POST' })).status).toBe(403);
  });

  it('names a service that it does not have', async () => {
    const dynamodb = new DynamoDBClient({
      region: 'eu-central-1',
      endpoint: endpoint.url,
      credentials: endpoint.credentials.issue({ arn: 'operator' }),
      maxAttempts: 1,
    });
    const read = dynamodb.send(new GetItemCommand({ TableName: 't', Key: { id: { S: '1' } } }));
    await expect(read).rejects.toMatchObject({
      name: 'UnknownServiceException',
      message: 'The local runner does not serve dynamodb.',
    });
  });

  it('takes the next free port when its own is busy, and says so', async () => {
    const { port } = new URL(endpoint.url);
    const other = await listen(createServer(), Number(port), 'REST API', events);
    expect(other.port).toBeGreaterThan(Number(port));
    expect(events.list({ kind: 'notice' }).at(-1)).toMatchObject({
      message: `Port ${port} is busy, the REST API takes ${other.port}.`,
    });
    await other.stop();
  });
});
