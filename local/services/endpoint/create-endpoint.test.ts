import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import { SSMClient, GetParameterCommand } from '@aws-sdk/client-ssm';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEventLog } from '../../event-log';
import { listen } from '../../listen';
import type { Principal, StackResource } from '../../runtime';
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
  endpoint.add(createSsm({ byType: () => [parameter as unknown as StackResource] }));
});
afterEach(() => endpoint.stop());

function client(key = endpoint.credentials.issue({ arn: 'arn:role', logicalId: 'sendEmail' })) {
  return new SSMClient({ region: 'eu-central-1', endpoint: endpoint.url, credentials: key, maxAttempts: 1 });
}
const get = (ssm: SSMClient, Name = '/firstlight/table') => ssm.send(new GetParameterCommand({ Name }));

describe('the AWS endpoint', () => {
  it('serves the API of the signature', async () => {
    expect((await get(client())).Parameter).toMatchObject({
      Name: '/firstlight/table',
      Value: 'Startup',
      Type: 'String',
    });
    await expect(get(client(), '/nothing')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  it('authorizes the caller by action and resource', async () => {
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

  it('accepts only keys that it issued, with their secrets', async () => {
    const stranger = { accessKeyId: 'AKIA0123456789ABCDEF', secretAccessKey: 'secret' };
    await expect(get(client(stranger))).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    const forged = { ...endpoint.credentials.issue({ arn: 'operator' }), secretAccessKey: 'guessed' };
    await expect(get(client(forged))).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    expect((await fetch(endpoint.url, { method: 'POST' })).status).toBe(403);
  });

  const settings = () => ({
    region: 'eu-central-1',
    endpoint: endpoint.url,
    credentials: endpoint.credentials.issue({ arn: 'arn:role', logicalId: 'sendEmail' }),
    maxAttempts: 1,
  });
  it.each<[protocol: string, service: string, operation: string, call: () => Promise<unknown>]>([
    ['JSON 1.0', 'dynamodb', 'ListTables', () => new DynamoDBClient(settings()).send(new ListTablesCommand({}))],
    ['JSON 1.1', 'kms', 'ListKeys', () => new KMSClient(settings()).send(new ListKeysCommand({}))],
    ['query', 'ses', 'GetSendQuota', () => new SESClient(settings()).send(new GetSendQuotaCommand({}))],
    [
      'REST JSON',
      'scheduler',
      'GET /schedules',
      () => new SchedulerClient(settings()).send(new ListSchedulesCommand({})),
    ],
  ])('answers in %s for %s, which is not served, and logs the call', async (_, service, operation, call) => {
    for (const once of [call, call]) {
      await expect(once()).rejects.toMatchObject({
        name: 'UnknownOperationException',
        message: `The local runner does not serve ${service}.`,
        $metadata: { httpStatusCode: 400 },
      });
    }
    const logged = events.list({ kind: 'notice' }).map((event) => 'message' in event && event.message);
    expect(logged.filter((message) => message && message.includes(service))).toEqual([
      `sendEmail called ${service}: ${operation}. The local runner does not serve ${service}.`,
    ]);
  });

  it.each([
    ['s3', {}, /<Error><Code>UnknownOperationException<.Code><Message>The local runner does not serve s3\.</],
    ['route53', {}, /<ErrorResponse><Error><Type>Sender<.Type><Code>UnknownOperationException</],
    ['ec2', { 'content-type': 'application/x-www-form-urlencoded' }, /<Response><Errors><Error><Code>Unknown/],
    [
      'monitoring',
      { 'smithy-protocol': 'rpc-v2-cbor' },
      /^\xa2y\x00\x06__typey\x00\x19UnknownOperationExceptiony\x00\x07messagey\x00./s,
    ],
  ])('answers in the protocol of %s', async (service, headers, expected) => {
    const request = { method: 'POST', path: '/', query: new URLSearchParams(), headers, body: Buffer.from('Action=X') };
    const { body } = await endpoint.call(service, request, { arn: 'operator' });
    expect(Buffer.from(body).toString('latin1')).toMatch(expected);
  });

  it('takes the next free port when its own is busy, and reports it', async () => {
    const { port } = new URL(endpoint.url);
    const other = await listen(createServer(), Number(port), 'REST API', events);
    expect(other.port).toBeGreaterThan(Number(port));
    expect(events.list({ kind: 'notice' }).at(-1)).toMatchObject({
      message: `Port ${port} is busy, the REST API takes ${other.port}.`,
    });
    await other.stop();
  });
});
