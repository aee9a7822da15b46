import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AwsRequest } from '../../runtime';
import { createStepFunctions, type StepFunctionsService } from '../step-functions/create-step-functions';
import { functionArn } from '../lambda/lambda-names';
import { trustingRole } from '../iam/trusting-role';
import { trialRuntime, type TrialFunction } from '../trial-runtime';
import { createEvents, type EventsService } from './create-events';

const MACHINE = 'arn:aws:states:eu-central-1:000000000000:stateMachine:matching';
const WORKFLOW_ROLE = 'arn:aws:iam::000000000000:role/workflow';
const BATCH_ROLE = 'arn:aws:iam::000000000000:role/batch';
const SCHEDULE_ROLE = 'arn:aws:iam::000000000000:role/scheduler';
const HOURLY = 'arn:aws:events:eu-central-1:000000000000:rule/hourly';
const DEAD_LETTERS = 'arn:aws:sqs:eu-central-1:000000000000:dead';
const BATCH = { Id: 'T', Arn: functionArn('batch'), DeadLetterConfig: { Arn: DEAD_LETTERS } };
const AT = new Date('2026-03-29T06:00:00Z');

let stateDir: string;
let trial: ReturnType<typeof trialRuntime>;
let stepFunctions: StepFunctionsService;
let events: EventsService;

const request = (method: string, path: string, body: object | null, roleArn = BATCH_ROLE): AwsRequest => ({
  method,
  path: path.split('?')[0]!,
  query: new URLSearchParams(path.split('?')[1] ?? ''),
  headers: {},
  body: Buffer.from(body ? JSON.stringify(body) : ''),
  principal: { arn: roleArn },
});

async function scheduler(method: string, path: string, body: object | null = null) {
  const answer = await events.apis[1]!.handle(request(method, path, body));
  return { status: answer.status, code: answer.headers?.['x-amzn-errortype'], ...JSON.parse(String(answer.body)) };
}

const schedule = (at: string, input: object, more: object = {}) => ({
  GroupName: 'later',
  ScheduleExpression: `at(${at})`,
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: { Arn: MACHINE, RoleArn: SCHEDULE_ROLE, Input: JSON.stringify(input) },
  ...more,
});

const startExecution = (input: object, name?: string) =>
  stepFunctions.start({ machineArn: MACHINE, input: JSON.stringify(input), name, startedBy: { arn: BATCH_ROLE } });

async function serve(functions: Record<string, TrialFunction>, wallClock?: boolean) {
  trial = trialRuntime({
    stateDir,
    functions: Object.fromEntries(Object.entries(functions).map(([name, run]) => [functionArn(name), run])),
    call: (service, call, principal) => {
      if (service !== 'states') throw new Error(service);
      return stepFunctions.api.handle({ ...call, principal });
    },
    resources: [
      {
        type: 'AWS::StepFunctions::StateMachine',
        ref: MACHINE,
        properties: {
          RoleArn: WORKFLOW_ROLE,
          StateMachineType: 'EXPRESS',
          DefinitionString: JSON.stringify({
            StartAt: 'Match',
            States: { Match: { Type: 'Task', Resource: functionArn('match'), End: true } },
          }),
        },
      },
      {
        type: 'AWS::Lambda::Function',
        attributes: { Arn: functionArn('batch') },
        properties: { Role: BATCH_ROLE },
      },
      { type: 'AWS::Scheduler::ScheduleGroup', ref: 'later' },
      trustingRole(SCHEDULE_ROLE, 'scheduler.amazonaws.com'),
      {
        type: 'AWS::Events::Rule',
        logicalId: 'Hourly',
        ref: 'hourly',
        attributes: { Arn: HOURLY },
        properties: { ScheduleExpression: 'cron(0 * * * ? *)', Targets: [BATCH] },
      },
      {
        type: 'AWS::Events::Rule',
        logicalId: 'Deliveries',
        ref: 'deliveries',
        attributes: { Arn: 'arn:aws:events:eu-central-1:000000000000:rule/deliveries' },
        properties: {
          EventPattern: { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': ['set'] } } } },
          Targets: [{ Id: 'T', Arn: functionArn('record') }],
        },
      },
    ],
  });
  stepFunctions = await createStepFunctions(trial.runtime);
  events = await createEvents(trial.runtime, { stepFunctions, wallClock });
}

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'events-'));
});

afterEach(async () => {
  await events.stop();
  await stepFunctions.stop();
  await rm(stateDir, { recursive: true, force: true });
});

describe('a tick', () => {
  it('fires the hourly rule with its time and waits for the executions its target started', async () => {
    await serve({
      batch: () => void startExecution({ investor: 'ada' }),
      match: async (input) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return { ...input, matchCount: 2 };
      },
    });
    const summary = await events.tick(AT);
    expect(summary).toMatchObject({
      time: '2026-03-29T06:00:00Z',
      rule: 'hourly',
      started: 1,
      schedulesFired: 0,
      problems: [],
      executions: [{ status: 'SUCCEEDED', output: { investor: 'ada', matchCount: 2 } }],
    });
    expect(trial.invocations[0]).toMatchObject({
      fn: functionArn('batch'),
      payload: {
        version: '0',
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        time: '2026-03-29T06:00:00Z',
        resources: [HOURLY],
        detail: {},
      },
      principal: { arn: 'events.amazonaws.com', sourceArn: HOURLY },
    });
  });

  it('runs the one-time schedules of the hour in order, with their role, and keeps later ones', async () => {
    await serve({
      batch: async () => {
        await scheduler('POST', '/schedules/b', schedule('2026-03-29T06:45:00', { n: 45 }));
        await scheduler('POST', '/schedules/a', schedule('2026-03-29T06:15:00', { n: 15 }));
        await scheduler('POST', '/schedules/c', schedule('2999-03-29T07:15:00', { n: 75 }));
      },
      match: (input) => input,
    });
    const summary = await events.tick(AT);
    expect(summary).toMatchObject({ started: 0, schedulesFired: 2, problems: [] });
    expect(summary.executions.map(({ input }) => input)).toEqual([{ n: 15 }, { n: 45 }]);
    expect(stepFunctions.history.list()[0]!.startedBy).toBe(SCHEDULE_ROLE);
    expect((await scheduler('GET', '/schedules')).Schedules.map((one: { Name: string }) => one.Name)).toEqual(['c']);
  });

  it('leaves an event that a function took on to Lambda, and reports that it failed for good', async () => {
    let calls = 0;
    await serve({
      batch: () => {
        calls++;
        throw new TypeError('broken');
      },
    });
    expect((await events.tick(AT)).problems[0]).toContain('TypeError: broken');
    expect(calls).toBe(1);
    expect(trial.queued).toEqual([]);
  });

  it('ends early when the runner stops', async () => {
    await serve({ batch: () => void startExecution({}), match: () => new Promise(() => undefined) });
    const ticked = events.tick(AT).catch((error: Error) => error.message);
    await vi.waitFor(() => expect(stepFunctions.history.list()).toHaveLength(1));
    await events.stop();
    await stepFunctions.stop();
    expect(await ticked).toContain('stopping');
  });

  it('does not repeat a denied invocation: its event goes to the target’s dead-letter queue', async () => {
    let calls = 0;
    await serve({
      batch: () => {
        calls++;
        throw Object.assign(new Error('no permission'), { name: 'AccessDeniedException' });
      },
    });
    expect((await events.tick(AT)).problems[0]).toContain('no permission');
    expect(calls).toBe(1);
    const principal = { arn: 'events.amazonaws.com', sourceArn: HOURLY };
    const attributes = { TARGET_ARN: functionArn('batch'), ERROR_MESSAGE: 'AccessDeniedException: no permission' };
    expect(trial.queued).toMatchObject([{ queueArn: DEAD_LETTERS, attributes, principal }]);
    expect(JSON.parse(trial.queued[0]!.body)).toMatchObject({ source: 'aws.events' });
  });
});

describe('the default bus', () => {
  it('delivers an event only to the rules that match it', async () => {
    await serve({ record: () => null, batch: () => null });
    const put = (source: string, set: string) =>
      events.put({
        source,
        'detail-type': 'Email Delivered',
        detail: { mail: { tags: { 'ses:configuration-set': [set] } } },
        at: AT,
      });
    put('aws.ses', 'set');
    put('aws.ses', 'other');
    put('aws.s3', 'set');
    await events.settled();
    expect(trial.invocations).toHaveLength(1);
    expect(trial.invocations[0]!.payload).toMatchObject({
      source: 'aws.ses',
      account: '000000000000',
      time: '2026-03-29T06:00:00Z',
    });
  });

  it('rejects events with a source of AWS in the API', async () => {
    await serve({ record: () => null });
    const entry = { Source: 'aws.ses', DetailType: 'Email Bounced', Detail: '{}' };
    const put = request('POST', '/', { Entries: [entry, { ...entry, Source: 'mine' }] });
    put.headers['x-amz-target'] = 'AWSEvents.PutEvents';
    const answer = JSON.parse(String((await events.apis[0]!.handle(put)).body));
    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'NotAuthorizedForSourceException' }, { EventId: expect.any(String) }],
    });
  });
});

describe('the scheduler', () => {
  beforeEach(() => serve({ match: (input) => input, batch: () => null }));

  it('rejects a second schedule of the same name', async () => {
    expect(await scheduler('POST', '/schedules/a', schedule('2999-01-01T00:00:00', {}))).toMatchObject({ status: 200 });
    expect(await scheduler('POST', '/schedules/a', schedule('2999-01-01T00:00:00', {}))).toMatchObject({
      status: 409,
      code: 'ConflictException',
    });
    expect(await scheduler('DELETE', '/schedules/a?groupName=later')).toMatchObject({ status: 200 });
    expect(await scheduler('GET', '/schedules/a?groupName=later')).toMatchObject({
      status: 404,
      code: 'ResourceNotFoundException',
    });
  });

  it.each([
    ['an unknown group', { GroupName: 'nowhere' }, 'ResourceNotFoundException'],
    ['an invalid expression', { ScheduleExpression: 'at(soon)' }, 'ValidationException'],
    ['an unknown time zone', { ScheduleExpressionTimezone: 'Mars/Olympus' }, 'ValidationException'],
    ['input that is not JSON', { Target: { Arn: MACHINE, RoleArn: SCHEDULE_ROLE, Input: '{' } }, 'ValidationException'],
  ])('rejects %s', async (_what, change, code) => {
    expect(await scheduler('POST', '/schedules/a', schedule('2999-01-01T00:00:00', {}, change))).toMatchObject({
      code,
    });
  });

  it('needs permission for the schedule and for passing its role', () => {
    const asked = events.apis[1]!.authorize(
      request('POST', '/schedules/digest-1', schedule('2999-01-01T00:00:00', {})),
    );
    expect(asked).toEqual([
      {
        action: 'scheduler:CreateSchedule',
        resources: ['arn:aws:scheduler:eu-central-1:000000000000:schedule/later/digest-1'],
      },
      {
        action: 'iam:PassRole',
        resources: [SCHEDULE_ROLE],
        context: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
      },
    ]);
  });

  it('keeps schedules after a restart and runs overdue ones immediately', async () => {
    await scheduler('POST', '/schedules/far', schedule('2999-01-01T00:00:00', { n: 1 }));
    await events.stop();
    await stepFunctions.stop();
    await serve({ match: (input) => input });
    expect(await scheduler('GET', '/schedules/far?groupName=later')).toMatchObject({
      ScheduleExpression: 'at(2999-01-01T00:00:00)',
    });
    await scheduler('POST', '/schedules/past', schedule('2020-01-01T00:00:00', { n: 2 }));
    await vi.waitFor(() => expect(stepFunctions.history.list().map(({ input }) => input)).toEqual([{ n: 2 }]));
  });

  it('fires due schedules only in a tick when the wall clock is off', async () => {
    await events.stop();
    await stepFunctions.stop();
    await serve({ match: (input) => input, batch: () => null }, false);
    await scheduler('POST', '/schedules/past', schedule('2020-01-01T00:00:00', {}));
    await new Promise((resume) => setTimeout(resume, 20));
    expect(stepFunctions.history.list()).toEqual([]);
    expect(await events.tick(AT)).toMatchObject({ schedulesFired: 1 });
  });
});
