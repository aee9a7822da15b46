import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StackResource } from '../../local/runtime';
import type { LocalBackend } from '../../local/start';
import { tablesOf } from './answers';
import { startBackend, type BackendOptions } from './start-backend';
import settings from '../../local.config';
import { synthesise } from '../../local/template/synthesise';
import { withoutGrant } from './without-grant';
import { ANY, SAVE_PREFERENCES, signInInvestor, signUpInvestor } from './investor';

let assemblyDir: string;
let stateDir: string;
let backend: LocalBackend | undefined;

async function start(options: Partial<BackendOptions> = {}): Promise<LocalBackend> {
  backend = await startBackend({ stateDir, assemblyDir, ...options });
  return backend;
}

function documents({ awsEndpoint, operatorCredentials }: LocalBackend) {
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({ region: 'eu-central-1', endpoint: awsEndpoint, credentials: operatorCredentials }),
  );
}

/** Whether the port is free. */
function isFree(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(Number(port), hostname, () => server.close(() => resolve(true)));
  });
}

beforeAll(async () => {
  assemblyDir = (await synthesise(settings.synthesis)).dir;
});
beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'firstlight-runner-'));
});
afterEach(async () => {
  await backend?.stop();
  backend = undefined;
  await rm(stateDir, { recursive: true, force: true });
});

describe('the local runner', () => {
  it('keeps tables and users across restarts, and frees its ports when it stops', async () => {
    const first = await start();
    const ada = await signUpInvestor(first, 'ada@example.com');
    const { Startup: TableName } = tablesOf(first);
    await documents(first).send(new PutCommand({ TableName, Item: { id: 'acme', name: 'Acme' } }));
    await first.stop();
    const urls = [
      first.consoleUrl,
      first.restUrl,
      first.graphqlUrl,
      first.cognitoUrl,
      first.inboxUrl,
      first.awsEndpoint,
    ];
    expect(await Promise.all(urls.map(isFree))).toEqual(urls.map(() => true));

    const second = await start();
    expect((await signInInvestor(second, 'ada@example.com')).sub).toBe(ada.sub);
    const { Item } = await documents(second).send(new GetCommand({ TableName, Key: { id: 'acme' } }));
    expect(Item).toEqual({ id: 'acme', name: 'Acme' });
  });

  it('denies a call that the role of a function does not allow, and names the function and the action', async () => {
    const running = await start({ transformResources: withoutGrant('save-preferences', 'dynamodb:UpdateItem') });
    const ada = await signUpInvestor(running, 'ada@example.com');
    const { data, errors } = await ada.graphql(SAVE_PREFERENCES, { ...ANY, timeZone: 'Europe/Berlin' });
    expect(data?.savePreferences ?? null).toBeNull();
    expect(errors?.[0]?.message).toContain('InternalError');
    const [denied] = running.events.list({ kind: 'denied' });
    expect(denied).toMatchObject({
      principal: expect.stringMatching(/^savepreferences/),
      action: 'dynamodb:UpdateItem',
      resource: expect.stringContaining(':table/InvestorProfile-'),
      reason: 'because no identity-based policy allows the dynamodb:UpdateItem action',
    });
    const logs = running.events.list({ kind: 'log' }).map((event) => ('line' in event ? event.line : ''));
    expect(logs.join('\n')).toMatch(
      /assumed-role\/[^ ]+ is not authorized to perform: dynamodb:UpdateItem on resource/,
    );
  });

  it('creates a profile at the next sign-in if that failed at confirmation', async () => {
    const broken = await start({ transformResources: withoutGrant('post-confirmation', 'dynamodb:PutItem') });
    await expect(signUpInvestor(broken, 'ada@example.com')).rejects.toThrow(/PostConfirmation/);
    await broken.stop();

    const mended = await start();
    const ada = await signInInvestor(mended, 'ada@example.com');
    const query = 'query ($id: ID!) { getInvestorProfile(investorId: $id) { email } }';
    const { data } = await ada.graphql(query, { id: ada.sub });
    expect(data.getInvestorProfile).toEqual({ email: 'ada@example.com' });
  });

  it('allows the same call with the grant in the templates', async () => {
    const running = await start();
    const ada = await signUpInvestor(running, 'ada@example.com');
    const { data, errors } = await ada.graphql(SAVE_PREFERENCES, { ...ANY, timeZone: 'Europe/Berlin' });
    expect(errors).toBeUndefined();
    expect(data.savePreferences.nextDigestAt).toMatch(/^\d{4}-/);
    expect(running.events.list({ kind: 'denied' })).toEqual([]);
  });

  it('refuses a function whose role Lambda may not assume, as AWS does', async () => {
    const AssumeRolePolicyDocument = { Statement: [] };
    const untrusted = (one: StackResource): StackResource =>
      one.type === 'AWS::IAM::Role' ? { ...one, properties: { ...one.properties, AssumeRolePolicyDocument } } : one;
    const starting = start({ transformResources: (resources) => resources.map(untrusted) });
    await expect(starting).rejects.toThrow('The role defined for the function cannot be assumed by Lambda.');
  });

  it('refuses an access log of the REST API unless the account has the role for logs, as AWS does', async () => {
    const AccessLogSetting = { DestinationArn: 'arn:aws:logs:eu-central-1:000000000000:log-group:access' };
    const logged = (one: StackResource): StackResource =>
      one.type === 'AWS::ApiGateway::Stage' ? { ...one, properties: { ...one.properties, AccessLogSetting } } : one;
    const starting = start({ transformResources: (resources) => resources.map(logged) });
    await expect(starting).rejects.toThrow('CloudWatch Logs role ARN must be set in account settings');
  });

  it('warns of an alarm whose topic refuses messages of CloudWatch', async () => {
    const topic = { 'Fn::Sub': 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:operators' };
    const changed = await withResources({
      Operators: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'operators' } },
      OperatorsPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: { Topics: [topic], PolicyDocument: { Statement: [] } },
      },
      Bounces: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [topic] } },
    });
    const { events } = await start({ assemblyDir: changed });
    const messages = events.list({ kind: 'notice' }).map((event) => ('message' in event ? event.message : ''));
    expect(messages).toEqual([expect.stringMatching(/The alarm Bounces does not reach the topic Operators/)]);
  });

  it('refuses a state folder that another runner uses', async () => {
    await start();
    await expect(startBackend({ stateDir, assemblyDir })).rejects.toMatchObject({
      name: 'AlreadyRunningError',
      message: expect.stringContaining('Another local backend is running'),
    });
  });

  it('starts with a resource of a type that it does not serve, though a function needs its name', async () => {
    const changed = await withResources({ Jobs: { Type: 'AWS::Kinesis::Stream' } }, { JOBS: { Ref: 'Jobs' } });
    const { events } = await start({ assemblyDir: changed });
    const [notice, ...others] = events.list({ kind: 'notice' });
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      level: 'warn',
      message: expect.stringMatching(
        /does not serve AWS::Kinesis::Stream: Jobs of stack .+ and what calls it fails\.$/,
      ),
    });
  });

  it('starts with values that it can not resolve, and fails only where their resources are used', async () => {
    const changed = await withResources(
      {
        Secret: { Type: 'AWS::SSM::Parameter', Properties: { Name: 'secret', Value: '{{resolve:ssm:other}}' } },
        Zones: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::GetAZs': '' } } },
      },
      { ZONES: { Ref: 'Zones' } },
    );
    const running = await start({ assemblyDir: changed });
    const messages = running.events.list({ kind: 'notice' }).map((event) => 'message' in event && event.message);
    expect(messages).toEqual([
      expect.stringMatching(
        /can't serve Secret of stack .+, so it has no effect here\. Stack .+, Secret\.Value: dynamic references/,
      ),
      expect.stringMatching(
        /can't serve Zones of stack .+ what calls it fails\. Stack .+, Zones\.TopicName: Fn::GetAZs is not supported\.$/,
      ),
    ]);
    await signUpInvestor(running, 'ada@example.com');
    const ssm = new SSMClient({
      region: 'eu-central-1',
      endpoint: running.awsEndpoint,
      credentials: running.operatorCredentials,
    });
    await expect(ssm.send(new GetParameterCommand({ Name: 'secret' }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
    ssm.destroy();
  });

  it('starts without a warning', async () => {
    const { events } = await start();
    expect(events.list({ kind: 'notice' })).toEqual([]);
  });
});

interface FunctionResource {
  Type: string;
  Properties: { Environment?: { Variables?: object } };
}

/** A copy of the assembly with more resources, and with more variables in each function. */
async function withResources(resources: object, variables: object = {}): Promise<string> {
  const copy = path.join(stateDir, 'assembly');
  await cp(assemblyDir, copy, { recursive: true });
  const file = await findTemplate(copy, (text) => text.includes('"AWS::Lambda::Function"'));
  const template = JSON.parse(await readFile(file, 'utf8')) as { Resources: Record<string, FunctionResource> };
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    Properties.Environment = { Variables: { ...Properties.Environment?.Variables, ...variables } };
  }
  Object.assign(template.Resources, resources);
  await writeFile(file, JSON.stringify(template));
  return copy;
}

async function findTemplate(dir: string, isIt: (text: string) => boolean): Promise<string> {
  const files = (await readdir(dir))
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => path.join(dir, name));
  for (const file of files) if (isIt(await readFile(file, 'utf8'))) return file;
  throw new Error(`No such template in ${dir}`);
}
