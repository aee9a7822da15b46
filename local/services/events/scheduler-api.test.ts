import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StackResource } from '../../runtime';
import { trustingRole } from '../iam/trusting-role';
import { trialRuntime } from '../trial-runtime';
import { createSchedulerApi } from './scheduler-api';
import { Schedules } from './schedules';

const ROLE = 'arn:aws:iam::000000000000:role/starts';
const GROUP = 'arn:aws:scheduler:eu-central-1:000000000000:schedule-group/default';

let stateDir: string;
let schedules: Schedules;

/** Creates a schedule of the default group while the templates have this role. */
async function create(...roles: StackResource[]) {
  const { runtime } = trialRuntime({ stateDir, resources: roles });
  schedules = await Schedules.open(runtime);
  const Target = { Arn: 'arn:aws:states:eu-central-1:000000000000:stateMachine:matching', RoleArn: ROLE };
  const answer = await createSchedulerApi({ runtime, schedules, onPut: () => undefined }).handle({
    method: 'POST',
    path: '/schedules/digest',
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.from(
      JSON.stringify({ ScheduleExpression: 'at(2999-01-01T00:00:00)', FlexibleTimeWindow: { Mode: 'OFF' }, Target }),
    ),
    principal: { arn: 'arn:aws:iam::000000000000:role/batch' },
  });
  return { status: answer.status, code: answer.headers?.['x-amzn-errortype'], ...JSON.parse(String(answer.body)) };
}

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'scheduler-'));
});
afterEach(async () => {
  await schedules.close();
  await rm(stateDir, { recursive: true, force: true });
});

describe('CreateSchedule', () => {
  const ofGroup = (arn: string) =>
    trustingRole(ROLE, 'scheduler.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': '000000000000', 'aws:SourceArn': arn },
    });

  it('accepts a role that trusts the scheduler for the group', async () => {
    expect(await create(ofGroup(GROUP))).toMatchObject({ status: 200 });
  });

  it.each([
    ['trusts another service', [trustingRole(ROLE, 'states.amazonaws.com')]],
    ['trusts another group', [ofGroup(`${GROUP}-other`)]],
    ['is in no template', []],
  ])('refuses a role that %s', async (_, roles) => {
    expect(await create(...roles)).toMatchObject({
      status: 400,
      code: 'ValidationException',
      Message: 'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
    });
    expect(schedules.list()).toEqual([]);
  });
});
