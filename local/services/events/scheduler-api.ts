import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION, type AwsApi, type AwsRequest, type AwsResponse, type Runtime } from '../../runtime';
import { mayAssume } from '../iam/trust';
import { AwsFault, jsonBody, peekBody } from '../json-protocol';
import { instantOf } from './schedule-expression';
import { scheduleArn, type Schedule, type Schedules } from './schedules';

const NAME = /^[0-9A-Za-z_.-]{1,64}$/;
const VERBS: Record<string, string> = { POST: 'Create', GET: 'Get', DELETE: 'Delete' };

/** EventBridge Scheduler's REST API, for one-time schedules. */
export function createSchedulerApi(parts: {
  runtime: Pick<Runtime, 'byType' | 'clock'>;
  schedules: Schedules;
  /** Called for every new schedule, to set its timer. */
  onPut: (schedule: Schedule) => void;
}): AwsApi {
  const { runtime, schedules, onPut } = parts;
  const groups = new Set(['default', ...runtime.byType('AWS::Scheduler::ScheduleGroup').map(({ ref }) => ref)]);
  const roles = runtime.byType('AWS::IAM::Role');

  function create(name: string, body: Record<string, unknown>): object {
    const schedule = readSchedule(name, body, runtime.clock.now());
    if (!groups.has(schedule.group))
      throw new AwsFault('ResourceNotFoundException', `Schedule group ${schedule.group} does not exist.`, 404);
    const assumer = { service: 'scheduler.amazonaws.com', sourceArn: groupArn(schedule.group) };
    if (!mayAssume(roles, schedule.target.roleArn, assumer))
      throw new AwsFault(
        'ValidationException',
        'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
      );
    const existing = schedules.get(schedule.group, name);
    if (existing && (!existing.clientToken || existing.clientToken !== schedule.clientToken))
      throw new AwsFault('ConflictException', `Schedule ${name} already exists.`, 409);
    if (!existing) {
      schedules.put(schedule);
      onPut(schedule);
    }
    return { ScheduleArn: scheduleArn(schedule) };
  }

  function find(group: string, name: string): Schedule {
    const schedule = schedules.get(group, name);
    if (!schedule) throw new AwsFault('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
    return schedule;
  }

  function answerTo(request: AwsRequest): object {
    const { name, group } = addressed(request);
    if (request.path === '/schedules' && request.method === 'GET') {
      const wanted = request.query.get('ScheduleGroup');
      return {
        Schedules: schedules
          .list()
          .filter((one) => !wanted || one.group === wanted)
          .map(summary),
      };
    }
    if (!name || !VERBS[request.method])
      throw new AwsFault(
        'UnknownOperationException',
        `The local runner does not serve ${request.method} ${request.path} of the scheduler.`,
        404,
      );
    if (!NAME.test(name))
      throw new AwsFault(
        'ValidationException',
        `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$`,
      );
    if (request.method === 'POST') return create(name, jsonBody(request));
    const schedule = find(group, name);
    if (request.method === 'GET') return details(schedule);
    schedules.forget(schedule);
    return {};
  }

  return {
    service: 'scheduler',
    authorize(request) {
      const { name, group } = addressed(request);
      if (!name) return [{ action: 'scheduler:ListSchedules', resources: ['*'] }];
      const action = `scheduler:${VERBS[request.method] ?? request.method}Schedule`;
      const needed = [{ action, resources: [scheduleArn({ group, name })] }];
      if (request.method !== 'POST') return needed;
      const roleArn = String(mapIn(peekBody(request), 'Target')['RoleArn'] ?? '*');
      const context = { 'iam:PassedToService': 'scheduler.amazonaws.com' };
      return [...needed, { action: 'iam:PassRole', resources: [roleArn], context }];
    },
    async handle(request) {
      try {
        return answer(200, answerTo(request));
      } catch (error) {
        if (error instanceof AwsFault) return this.error(error.status, error.code, error.message);
        throw error;
      }
    },
    error(status, code, message) {
      const refused = answer(status, { Message: message });
      refused.headers!['x-amzn-errortype'] = code;
      return refused;
    },
  };
}

function addressed(request: AwsRequest): { name: string; group: string } {
  const name = decodeURIComponent(/^\/schedules\/([^/]+)$/.exec(request.path)?.[1] ?? '');
  const group: unknown = request.method === 'POST' ? peekBody(request)['GroupName'] : request.query.get('groupName');
  return { name, group: typeof group === 'string' ? group : 'default' };
}

const mapIn = (body: Record<string, unknown>, field: string): Record<string, unknown> => {
  const value = body[field];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
};

function readSchedule(name: string, body: Record<string, unknown>, now: Date): Schedule {
  const { GroupName, ActionAfterCompletion, ClientToken, Description } = body;
  const [expression, timeZone] = [body['ScheduleExpression'], body['ScheduleExpressionTimezone'] ?? 'UTC'].map(String);
  const { Arn, RoleArn, Input } = mapIn(body, 'Target');
  const invalid = (problem: string) => new AwsFault('ValidationException', problem);
  const { Mode } = mapIn(body, 'FlexibleTimeWindow');
  if (Mode !== 'OFF' && Mode !== 'FLEXIBLE') throw invalid('FlexibleTimeWindow must have a Mode.');
  if (typeof Arn !== 'string' || typeof RoleArn !== 'string') throw invalid('Target must have Arn and RoleArn.');
  if (!/:(function|stateMachine):/.test(Arn)) throw invalid(`The local runner does not serve the target ${Arn}.`);
  if (Input !== undefined && !isJson(Input))
    throw invalid('Invalid RequestJson provided. Reason: Target Input must be valid JSON.');
  let at: Date | null;
  try {
    at = instantOf(expression!, timeZone);
  } catch {
    throw invalid(`Invalid Schedule Expression Timezone ${timeZone}.`);
  }
  if (!at)
    throw invalid(
      `Invalid Schedule Expression ${expression}. The local runner serves one-time at(yyyy-mm-ddThh:mm:ss) schedules.`,
    );
  return {
    name,
    group: typeof GroupName === 'string' ? GroupName : 'default',
    expression: expression!,
    timeZone: timeZone!,
    at: at.getTime(),
    target: { arn: Arn, roleArn: RoleArn, input: Input },
    deleteAfterwards: ActionAfterCompletion === 'DELETE',
    createdAt: now.getTime(),
    clientToken: typeof ClientToken === 'string' ? ClientToken : undefined,
    description: typeof Description === 'string' ? Description : undefined,
  };
}

function isJson(text: unknown): text is string {
  try {
    JSON.parse(String(text));
    return typeof text === 'string';
  } catch {
    return false;
  }
}

const groupArn = (group: string) => `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule-group/${group}`;

function summary({ name, group, createdAt, target, ...rest }: Schedule): object {
  return {
    Arn: scheduleArn({ name, group }),
    Name: name,
    GroupName: group,
    State: rest.completed ? 'DISABLED' : 'ENABLED',
    CreationDate: createdAt / 1000,
    LastModificationDate: createdAt / 1000,
    Target: { Arn: target.arn },
  };
}

function details(schedule: Schedule): object {
  return {
    ...summary(schedule),
    GroupArn: groupArn(schedule.group),
    Description: schedule.description,
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.timeZone,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: schedule.deleteAfterwards ? 'DELETE' : 'NONE',
    Target: { Arn: schedule.target.arn, RoleArn: schedule.target.roleArn, Input: schedule.target.input },
  };
}

function answer(status: number, body: object): AwsResponse {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() };
  return { status, headers, body: JSON.stringify(body) };
}
