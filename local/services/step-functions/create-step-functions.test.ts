import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { functionArn } from '../lambda/lambda-names';
import { trialRuntime, type TrialFunction } from '../trial-runtime';
import { createStepFunctions, type StepFunctionsService } from './create-step-functions';

const ROLE = 'arn:aws:iam::000000000000:role/workflow';
const ARN = 'arn:aws:states:eu-central-1:000000000000:stateMachine:matching';
const RETRY = [
  {
    ErrorEquals: ['TransientError', 'Lambda.AWSLambdaException'],
    IntervalSeconds: 0.01,
    MaxAttempts: 2,
    BackoffRate: 2,
  },
];
const CATCH = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'RecordFailure' }];

const DEFINITION = {
  StartAt: 'MatchStartups',
  States: {
    MatchStartups: { Type: 'Task', Resource: functionArn('match'), Retry: RETRY, Catch: CATCH, Next: 'CheckMatches' },
    CheckMatches: {
      Type: 'Choice',
      Choices: [{ Variable: '$.matchCount', NumericGreaterThan: 0, Next: 'SendEmail' }],
      Default: 'NoMatches',
    },
    NoMatches: { Type: 'Pass', End: true },
    SendEmail: { Type: 'Task', Resource: functionArn('send'), Retry: RETRY, Catch: CATCH, Next: 'EmailHandled' },
    EmailHandled: { Type: 'Succeed' },
    RecordFailure: { Type: 'Task', Resource: functionArn('record'), Next: 'DigestFailed' },
    DigestFailed: { Type: 'Fail', Error: 'DigestFailed', Cause: 'Recorded.' },
  },
  TimeoutSeconds: 240,
};

let stateDir: string;
let service: StepFunctionsService;
let trial: ReturnType<typeof trialRuntime>;

async function serve(functions: Record<string, TrialFunction>, definition: object = DEFINITION, type = 'EXPRESS') {
  trial = trialRuntime({
    stateDir,
    functions: Object.fromEntries(Object.entries(functions).map(([name, run]) => [functionArn(name), run])),
    resources: [
      {
        type: 'AWS::StepFunctions::StateMachine',
        logicalId: 'Workflow',
        ref: ARN,
        attributes: { Name: 'matching' },
        properties: { DefinitionString: JSON.stringify(definition), RoleArn: ROLE, StateMachineType: type },
      },
    ],
  });
  service = await createStepFunctions(trial.runtime);
}

const run = (input: object) =>
  service.start({ machineArn: ARN, input: JSON.stringify(input), startedBy: { arn: 'operator' } }).ended;

const fails = (name: string, times = Infinity): TrialFunction => {
  let calls = 0;
  return (payload) => {
    if (calls++ < times) throw Object.assign(new Error('It broke'), { name });
    return payload;
  };
};

async function call(operation: string, body: unknown) {
  const { status, body: answer } = await service.api.handle({
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': `AWSStepFunctions.${operation}` },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    principal: { arn: 'operator' },
  });
  return { status, ...JSON.parse(String(answer)) };
}

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'states-'));
});

afterEach(async () => {
  await service?.stop();
  await rm(stateDir, { recursive: true, force: true });
});

describe('a run', () => {
  it('takes the branch of matches and invokes each function as the role of the state machine', async () => {
    await serve({ match: (input) => ({ ...input, matchCount: 3 }), send: (input) => ({ ...input, outcome: 'sent' }) });
    const execution = await run({ investorId: 'ada' });
    expect(execution).toMatchObject({
      status: 'SUCCEEDED',
      output: { investorId: 'ada', matchCount: 3, outcome: 'sent' },
    });
    expect(execution.visits.map(({ state }) => state)).toEqual([
      'MatchStartups',
      'CheckMatches',
      'SendEmail',
      'EmailHandled',
    ]);
    expect(trial.invocations.map(({ principal }) => principal.arn)).toEqual([ROLE, ROLE]);
  });

  it('takes the branch of no matches and sends nothing', async () => {
    await serve({ match: (input) => ({ ...input, matchCount: 0 }), send: () => null });
    const execution = await run({});
    expect(execution.visits.at(-1)).toMatchObject({ state: 'NoMatches', type: 'Pass', output: { matchCount: 0 } });
    expect(trial.invocations).toHaveLength(1);
  });

  it('retries a named transient error and records each attempt', async () => {
    await serve({ match: fails('TransientError', 2) });
    const execution = await run({ matchCount: 0 });
    expect(execution.status).toBe('SUCCEEDED');
    const [visit] = execution.visits;
    expect(visit!.attempts.map(({ error }) => error)).toEqual(['TransientError', 'TransientError', undefined]);
    expect(visit!.attempts.every(({ ms }) => ms! >= 0)).toBe(true);
    const phases = trial.events.flatMap((event) =>
      event.kind === 'state' && event.state === 'MatchStartups' ? [event.phase] : [],
    );
    expect(phases).toEqual(['entered', 'failed', 'retrying', 'failed', 'retrying', 'succeeded']);
  });

  it('does not retry another error, catches it with error and cause, and fails with the error of the Fail state', async () => {
    await serve({ match: fails('TypeError'), record: (input) => input });
    const execution = await run({ investorId: 'ada' });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'DigestFailed', cause: 'Recorded.' });
    expect(execution.visits[0]).toMatchObject({ caughtBy: 'RecordFailure', attempts: [{ error: 'TypeError' }] });
    const { payload } = trial.invocations.at(-1)!;
    expect(payload.investorId).toBe('ada');
    expect(payload.failure.Error).toBe('TypeError');
    expect(JSON.parse(payload.failure.Cause)).toEqual({ errorType: 'TypeError', errorMessage: 'It broke' });
  });

  it('catches after the last retry', async () => {
    await serve({ match: fails('TransientError'), record: (input) => input });
    const execution = await run({});
    expect(execution.visits[0]!.attempts).toHaveLength(3);
    expect(execution.visits.map(({ state }) => state)).toEqual(['MatchStartups', 'RecordFailure', 'DigestFailed']);
  });

  it('reports a denied invocation like Step Functions', async () => {
    await serve({ match: fails('AccessDeniedException'), record: (input) => input });
    const execution = await run({});
    expect(execution.visits[0]!.attempts[0]).toMatchObject({ error: 'Lambda.AWSLambdaException' });
    expect(execution.visits[0]!.attempts[0]!.cause).toContain('Status Code: 403');
  });

  it('runs the lambda:invoke integration with its envelope', async () => {
    await serve(
      { match: (input) => ({ doubled: input.n * 2 }) },
      {
        StartAt: 'Double',
        States: {
          Double: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: { FunctionName: functionArn('match'), 'Payload.$': '$' },
            ResultSelector: { 'value.$': '$.Payload.doubled' },
            End: true,
          },
        },
      },
    );
    expect((await run({ n: 21 })).output).toEqual({ value: 42 });
  });

  it('ends a task after its timeout with States.Timeout, which States.TaskFailed does not match', async () => {
    await serve(
      { match: () => new Promise((resolve) => setTimeout(resolve, 1500)) },
      {
        StartAt: 'Slow',
        States: {
          Slow: {
            Type: 'Task',
            Resource: functionArn('match'),
            TimeoutSeconds: 1,
            Catch: [
              { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
              { ErrorEquals: ['States.Timeout'], Next: 'Right' },
            ],
            End: true,
          },
          Wrong: { Type: 'Pass', End: true },
          Right: { Type: 'Succeed' },
        },
      },
    );
    expect((await run({})).visits.at(-1)!.state).toBe('Right');
  });

  it('does not let States.ALL catch a result over 256 KB', async () => {
    await serve({ match: () => 'x'.repeat(262_144), record: (input) => input });
    expect(await run({})).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('warns of a task that is not served, and fails when it reaches the task', async () => {
    const sqs = {
      StartAt: 'Queue',
      States: { Queue: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true } },
    };
    await serve({}, sqs);
    const problem = 'State Queue: the local runner does not serve tasks of arn:aws:states:::sqs:sendMessage';
    expect(trial.events).toContainEqual(
      expect.objectContaining({ kind: 'notice', level: 'warn', message: expect.stringContaining(problem) }),
    );
    expect(await run({})).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining(problem),
    });
  });
});

describe('the states API', () => {
  beforeEach(() => serve({ match: (input) => ({ ...input, matchCount: 0 }) }));

  it('starts asynchronously', async () => {
    const answer = await call('StartExecution', { stateMachineArn: ARN, input: '{"a":1}', name: 'one' });
    expect(answer.executionArn).toMatch(/:express:matching:one:/);
    expect(service.history.get(answer.executionArn)!.status).toBe('RUNNING');
    await service.settled();
    expect(service.history.get(answer.executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: { a: 1, matchCount: 0 },
    });
  });

  it('runs an express execution synchronously on request', async () => {
    const answer = await call('StartSyncExecution', { stateMachineArn: ARN, input: '{}' });
    expect(answer).toMatchObject({ status: 'SUCCEEDED', output: '{"matchCount":0}' });
  });

  it.each([
    ['an unknown state machine', { stateMachineArn: `${ARN}x` }, 'StateMachineDoesNotExist'],
    ['input that is not JSON', { stateMachineArn: ARN, input: '{' }, 'InvalidExecutionInput'],
    ['input over 256 KB', { stateMachineArn: ARN, input: JSON.stringify('x'.repeat(262_144)) }, 'ValidationException'],
    ['a bad name', { stateMachineArn: ARN, name: 'a b' }, 'InvalidName'],
    ['no state machine', {}, 'ValidationException'],
    ['a body that is not JSON', 'nonsense', 'SerializationException'],
  ])('rejects %s', async (_what, body, code) => {
    expect(await call('StartExecution', body)).toMatchObject({ status: 400, __type: code });
  });

  it('needs states:StartExecution on the state machine', () => {
    const request = {
      headers: { 'x-amz-target': 'AWSStepFunctions.StartExecution' },
      body: Buffer.from(`{"stateMachineArn":"${ARN}"}`),
    };
    expect(service.api.authorize(request as never)).toEqual([{ action: 'states:StartExecution', resources: [ARN] }]);
  });

  it('keeps finished executions after a restart', async () => {
    const { executionArn } = await call('StartExecution', { stateMachineArn: ARN });
    await service.settled();
    await service.stop();
    await serve({ match: (input) => input });
    expect(service.history.list()).toMatchObject([{ arn: executionArn, status: 'SUCCEEDED' }]);
  });

  it('describes and stops a standard execution', async () => {
    await serve(
      { match: (input) => input },
      { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 60, End: true } } },
      'STANDARD',
    );
    const { executionArn } = await call('StartExecution', { stateMachineArn: ARN, name: 'long' });
    expect((await call('DescribeExecution', { executionArn })).status).toBe('RUNNING');
    expect(await call('StartExecution', { stateMachineArn: ARN, name: 'long' })).toMatchObject({
      __type: 'ExecutionAlreadyExists',
    });
    await call('StopExecution', { executionArn });
    expect((await call('DescribeExecution', { executionArn })).status).toBe('ABORTED');
  });
});
