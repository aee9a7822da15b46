import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEventLog } from '../../event-log';
import type { Runtime, StackResource } from '../../runtime';
import { Credentials } from '../endpoint/credentials';
import { createLambda, type LocalLambda } from './create-lambda';
import { functionArn } from './lambda-names';

const CODE = `
let count = 0;
export const echo = async (event, context) => ({ event, context: { ...context }, left: context.getRemainingTimeInMillis() });
export const env = async () => process.env;
export const warm = async () => ++count;
export const slow = async () => { await new Promise((done) => setTimeout(done, 150)); return ++count; };
export const talk = async () => { console.log('one\\ntwo'); process.stderr.write('three\\n'); console.error({ four: 4 }); };
export const fail = async () => { const error = new RangeError('too far'); error.name = 'TransientError'; throw error; };
export const throwText = async () => { throw 'plain'; };
export const loop = async () => { for (;;); };
export const hang = () => new Promise(() => setInterval(() => {}, 1000));
export const eat = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(Math.random())); };
export const leave = async () => process.exit(3);
export const stray = async () => { setTimeout(() => { throw new TypeError('stray') }); await new Promise(() => {}); };
export const big = async () => 'x'.repeat(6 * 1024 * 1024);
export const nothing = async () => undefined;
export const back = (event, context, callback) => setTimeout(() => callback(null, 'called back'));
`;

let folder: string;
let lambda: LocalLambda;
const events = createEventLog();
const caller = { arn: 'operator' };
const queued: { queueArn: string; body: string; attributes: Record<string, string>; role: string }[] = [];
const queues: Runtime['queues'] = {
  send: (queueArn, message, { arn }) => void queued.push({ queueArn, ...message, role: arn }),
};

function fn(handler: string, properties: Record<string, unknown> = {}): StackResource {
  const name = handler.replace('.', '-');
  return {
    logicalId: name.replace('-', ''),
    type: 'AWS::Lambda::Function',
    stack: 'trial',
    path: name,
    ref: name,
    attributes: { Arn: functionArn(name) },
    properties: {
      Code: { S3Key: 'code' },
      Handler: handler,
      Role: 'arn:aws:iam::0:role/r',
      Timeout: 2,
      MemorySize: 512,
      ...properties,
    },
  };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lambda-'));
  await writeFile(path.join(folder, 'index.mjs'), CODE);
  await writeFile(path.join(folder, 'broken.mjs'), `throw new Error('no start')`);
  const names = [...CODE.matchAll(/export const (\w+)/g)].map(([, name]) => name!);
  const resources = [
    ...names.filter((name) => !['loop', 'eat', 'env', 'fail'].includes(name)).map((name) => fn(`index.${name}`)),
    fn('index.loop', { Timeout: 1 }),
    fn('index.eat', { MemorySize: 128, Timeout: 30 }),
    fn('index.env', { Environment: { Variables: { TABLE: 'startups', APP_URL: 'http://localhost:5173' } } }),
    fn('index.fail', { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:::dead' } }),
    fn('broken.handler'),
    fn('index.absent'),
    fn('index.inline', { Code: { ZipFile: 'exports.handler = () => 1' } }),
  ];
  lambda = createLambda(
    { byType: () => resources, stateDir: folder, endpoint: 'http://127.0.0.1:4004', events, queues },
    {
      credentials: new Credentials(),
      findAsset(reference) {
        if (reference === '') throw new Error('The cloud assembly holds no asset for it.');
        return folder;
      },
      authorizeInvoke(principal) {
        if (principal.arn !== caller.arn) throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
      },
      variable: (name, value) => (name === 'APP_URL' ? value.replace('5173', '5174') : value),
    },
  );
});
afterAll(async () => {
  await lambda.stop();
  await rm(folder, { recursive: true, force: true });
});

const invoke = (name: string, payload: unknown = {}) => lambda.invoke(`index-${name}`, payload, caller);

describe('an invocation', () => {
  it('passes event and context, for a name, an ARN or a logical id', async () => {
    for (const key of ['index-echo', functionArn('index-echo'), 'indexecho']) {
      const result = await lambda.invoke(key, { a: 1 }, caller);
      expect(result).toMatchObject({
        ok: true,
        payload: {
          event: { a: 1 },
          context: {
            functionName: 'index-echo',
            functionVersion: '$LATEST',
            memoryLimitInMB: '512',
            invokedFunctionArn: functionArn('index-echo'),
          },
        },
      });
      const { context, left } = (result as { payload: { context: { awsRequestId: string }; left: number } }).payload;
      expect(context.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(left).toBeGreaterThan(1000);
      expect(left).toBeLessThanOrEqual(2000);
    }
  });

  it('has the environment of the function, and only PATH of this process', async () => {
    process.env['SECRET_OF_THE_SHELL'] = 'yes';
    const { payload } = (await invoke('env')) as { payload: Record<string, string> };
    expect(payload).toMatchObject({
      TABLE: 'startups',
      APP_URL: 'http://localhost:5174',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4004',
      AWS_LAMBDA_FUNCTION_NAME: 'index-env',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      POWERTOOLS_TRACE_ENABLED: 'false',
    });
    expect(payload.AWS_ACCESS_KEY_ID).toMatch(/^AKIA/);
    expect(payload._X_AMZN_TRACE_ID).toMatch(/^Root=1-/);
    expect(payload).not.toHaveProperty('SECRET_OF_THE_SHELL');
  });

  it('reuses a warm instance, and runs concurrent events in instances of their own', async () => {
    for (const expected of [1, 2, 3]) expect(await invoke('warm')).toEqual({ ok: true, payload: expected });
    const results = await Promise.all([invoke('slow'), invoke('slow'), invoke('slow')]);
    expect(results).toEqual([1, 1, 1].map((payload) => ({ ok: true, payload })));
  });

  it('queues events beyond the limit of instances', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => invoke('slow')));
    expect(results.every(({ ok }) => ok)).toBe(true);
  });

  it('supports a callback, and returns null for undefined', async () => {
    expect(await invoke('back')).toEqual({ ok: true, payload: 'called back' });
    expect(await invoke('nothing')).toEqual({ ok: true, payload: null });
  });

  it('logs each line with its request id', async () => {
    await invoke('talk');
    const lines = events
      .list({ kind: 'log' })
      .filter((event) => 'functionName' in event && event.functionName === 'index-talk');
    expect(lines.map((event) => 'line' in event && event.line)).toEqual(['one', 'two', 'three', '{ four: 4 }']);
    const [invocation] = events
      .list({ kind: 'invocation' })
      .filter((event) => 'functionName' in event && event.functionName === 'index-talk');
    expect(new Set(lines.map((event) => 'requestId' in event && event.requestId))).toEqual(
      new Set([(invocation as { requestId: string }).requestId]),
    );
  });
});

describe('a failure', () => {
  it.each([
    ['fail', 'TransientError', /^too far$/],
    ['throwText', 'string', /^plain$/],
    ['loop', 'Sandbox.Timedout', /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/],
    ['hang', 'Sandbox.Timedout', /Task timed out after 2\.00 seconds$/],
    ['eat', 'Runtime.OutOfMemory', /Runtime exited with error: signal: killed$/],
    ['leave', 'Runtime.ExitError', /Runtime exited with error: exit status 3$/],
    ['stray', 'TypeError', /^stray$/],
    ['big', 'Function.ResponseSizeTooLarge', /exceeded maximum allowed payload size/],
    ['absent', 'Runtime.HandlerNotFound', /^absent is undefined or not exported$/],
  ])('of %s is reported like on AWS', async (name, errorType, message) => {
    const result = await invoke(name);
    expect(result).toMatchObject({ ok: false, errorType, errorMessage: expect.stringMatching(message) });
  });

  it('while loading is reported by each call, and the next call loads again', async () => {
    for (let i = 0; i < 2; i++) {
      expect(await lambda.invoke('broken-handler', {}, caller)).toMatchObject({
        ok: false,
        errorType: 'Error',
        errorMessage: 'no start',
      });
    }
  });

  it('has the stack trace', async () => {
    const result = (await invoke('fail')) as { trace: string[] };
    expect(result.trace.length).toBeGreaterThan(1);
  });

  it('of the caller throws: denied, unknown function, payload too large', async () => {
    await expect(lambda.invoke('index-echo', {}, { arn: 'other' })).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(lambda.invoke('nobody', {}, caller)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(invoke('echo', 'x'.repeat(6 * 1024 * 1024))).rejects.toMatchObject({
      name: 'RequestTooLargeException',
    });
  });
});

it('names a function without a bundle in a warning, and fails when it is called', async () => {
  expect(events.list({ kind: 'notice' })).toMatchObject([
    { message: "The function indexinline can't be called here: The cloud assembly holds no asset for it." },
  ]);
  await expect(invoke('inline')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

describe('the Invoke API', () => {
  const call = (name: string, body: string, headers: Record<string, string> = {}) =>
    lambda.api.handle({
      method: 'POST',
      path: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
      query: new URLSearchParams(),
      headers,
      body: Buffer.from(body),
      principal: caller,
    });

  it('returns a result, and an unhandled error with its header', async () => {
    expect(await call('index-back', '{}')).toMatchObject({ status: 200, body: '"called back"' });
    const failed = await call(functionArn('index-fail'), '{}');
    expect(failed.headers).toMatchObject({ 'x-amz-function-error': 'Unhandled' });
    expect(JSON.parse(String(failed.body))).toMatchObject({ errorType: 'TransientError', errorMessage: 'too far' });
  });

  it('answers errors, and asynchronous invocations', async () => {
    expect((await call('nobody', '{}')).status).toBe(404);
    expect((await call('index-back', '{')).status).toBe(400);
    expect((await call('index-back', '{}', { 'x-amz-invocation-type': 'Event' })).status).toBe(202);
  });
});

describe('an asynchronous invocation', () => {
  it('is retried twice, and then its event is in the dead-letter queue, put there by the role of the function', async () => {
    const attempts = () =>
      events.list().filter((event) => event.kind === 'invocation' && event.functionName === 'index-fail').length;
    const before = attempts();
    const result = await lambda.invokeEvent('index-fail', { bounce: 1 }, caller);
    expect(result).toMatchObject({ ok: false, errorType: 'TransientError' });
    expect(attempts()).toBe(before + 3);
    expect(queued).toEqual([
      {
        queueArn: 'arn:aws:sqs:::dead',
        body: '{"bounce":1}',
        attributes: { RequestID: expect.any(String), ErrorCode: '200', ErrorMessage: 'too far' },
        role: 'arn:aws:iam::0:role/r',
      },
    ]);
  }, 15_000);

  it('is refused above 256 KB', async () => {
    await expect(lambda.invokeEvent('index-echo', 'x'.repeat(256 * 1024), caller)).rejects.toMatchObject({
      name: 'RequestTooLargeException',
    });
  });

  it('needs a permission as any other', async () => {
    await expect(lambda.invokeEvent('index-echo', {}, { arn: 'stranger' })).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
