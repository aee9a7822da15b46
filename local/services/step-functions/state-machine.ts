import './with-resolvers';
import type { ExecutionError, StateMachine as LibraryMachine, StateMachineDefinition } from 'aws-local-stepfunctions';
import type { AslDefinition, AslState } from './asl';
import { TaskError } from './task-error';

const LAMBDA_INVOKE = /^arn:[^:]*:states:[^:]*:[^:]*:lambda:invoke$/;
const LAMBDA_FUNCTION = /^arn:[^:]*:lambda:[^:]*:\d{12}:function:/;

/** Quota on the input and the result of a task, a state and an execution. */
export const MOST_BYTES = 262_144;

/** Express executions end after five minutes. By default the library ends each Task after one. */
const EXPRESS_SECONDS = 300;
const STANDARD_SECONDS = 2_000_000;

export type Json = unknown;

/** An event of a run. `index` is the iteration inside a Map. */
export type RunEvent =
  | { type: 'entered'; at: number; state: string; stateType: string; input: Json; index?: number }
  | { type: 'failed'; at: number; state: string; error: string; cause: string; index?: number }
  | { type: 'retried'; at: number; state: string; attempt: number; index?: number }
  | { type: 'caught'; at: number; state: string; next: string; index?: number }
  | { type: 'exited'; at: number; state: string; output: Json; index?: number };

export type RunResult =
  | { status: 'SUCCEEDED'; output: Json }
  | { status: 'FAILED'; error: string; cause: string }
  | { status: 'TIMED_OUT'; error: 'States.Timeout'; cause: string }
  | { status: 'ABORTED'; error: string; cause: string };

export interface StateMachineRun {
  abort(): void;
  /** Resolves with every status of a run, including failures. */
  result: Promise<RunResult>;
}

/** Invokes a function for a Task; throws a TaskError. */
export type InvokeFunction = (functionArn: string, payload: Json) => Promise<Json>;

export interface RunOptions {
  context: object;
  invoke: InvokeFunction;
  onEvent?(event: RunEvent): void;
  /** Skips the pauses before retries, for a caller that simulates time. */
  withoutPauses?: boolean;
}

/**
 * Prepares an ASL definition for running. aws-local-stepfunctions interprets it: paths, Choice, Retry, Catch, Map,
 * Parallel and intrinsic functions. This file handles the differences between the library and AWS.
 * A Task that the runner does not serve fails when it is reached; `problems` names it.
 * @throws Error when the definition is invalid
 */
export async function compileStateMachine(definition: AslDefinition, options: { express: boolean }) {
  const { StateMachine, ExecutionTimeoutError, ExecutionAbortedError } = await import('aws-local-stepfunctions');
  const limit = options.express ? EXPRESS_SECONDS : STANDARD_SECONDS;
  const prepared = structuredClone(definition);
  prepared.TimeoutSeconds = Math.min(prepared.TimeoutSeconds ?? limit, limit);
  const handlers = new Map<string, TaskHandler>();
  const problems: string[] = [];
  for (const [name, state] of tasksOf(prepared)) {
    if (state.TimeoutSeconds === undefined && state.TimeoutSecondsPath === undefined) state.TimeoutSeconds = limit;
    const { Resource = '' } = state;
    const problem = problemOf(name, Resource);
    if (problem) problems.push(problem);
    handlers.set(name, problem ? failing(problem) : taskHandler(name, Resource));
  }
  const noPauses = Object.fromEntries([...handlers.keys()].map((name) => [name, 0]));
  const machine = new StateMachine(prepared as unknown as StateMachineDefinition, {
    validationOptions: { checkArn: false },
  });

  return {
    problems,
    run(input: Json, { context, invoke, onEvent, withoutPauses = false }: RunOptions): StateMachineRun {
      const { abort, result, eventLogs } = machine.run(input as LibraryJson, {
        overrides: {
          taskResourceLocalHandlers: Object.fromEntries(
            [...handlers].map(([name, handle]) => [name, (data) => handle(data, invoke) as Promise<LibraryJson>]),
          ),
          retryIntervalOverrides: withoutPauses ? noPauses : {},
        },
        context: context as { [key: string]: unknown },
      });
      const followed = (async () => {
        if (!onEvent) return;
        for await (const event of eventLogs) {
          const translated = translate(event);
          if (translated) onEvent(translated);
        }
      })();
      const ended = result.then(
        (output): RunResult => ({ status: 'SUCCEEDED', output }),
        (error: unknown): RunResult => {
          if (error instanceof ExecutionTimeoutError)
            return { status: 'TIMED_OUT', error: 'States.Timeout', cause: `It ran for ${prepared.TimeoutSeconds} s.` };
          if (error instanceof ExecutionAbortedError)
            return { status: 'ABORTED', error: 'States.Aborted', cause: 'It was stopped.' };
          const { name, message } = ((error as ExecutionError).cause ?? error) as Error;
          return { status: 'FAILED', error: name, cause: message };
        },
      );
      return { abort, result: ended.then((outcome) => followed.then(() => outcome)) };
    },
  };
}

export type CompiledStateMachine = Awaited<ReturnType<typeof compileStateMachine>>;

/** All Task states, including those inside Map and Parallel. State names are unique within a state machine. */
export function* tasksOf(definition: AslDefinition): Generator<[string, AslState]> {
  for (const [name, state] of Object.entries(definition.States ?? {})) {
    if (state.Type === 'Task') yield [name, state];
    for (const inner of [...(state.Branches ?? []), state.ItemProcessor, state.Iterator])
      if (inner) yield* tasksOf(inner);
  }
}

type TaskHandler = (input: Json, invoke: InvokeFunction) => Promise<Json>;

function problemOf(name: string, resource: string): string | null {
  if (LAMBDA_INVOKE.test(resource) || LAMBDA_FUNCTION.test(resource)) return null;
  return `State ${name}: the local runner does not serve tasks of ${resource}, only Lambda functions.`;
}

const failing =
  (problem: string): TaskHandler =>
  () =>
    Promise.reject(new TaskError('States.Runtime', problem, false));

function taskHandler(name: string, resource: string): TaskHandler {
  const integrated = LAMBDA_INVOKE.test(resource);
  return async (input: Json, invoke: InvokeFunction): Promise<Json> => {
    const { FunctionName, Payload } = (integrated && input ? input : {}) as { FunctionName?: unknown; Payload?: Json };
    if (integrated && typeof FunctionName !== 'string')
      throw new TaskError('States.Runtime', `State ${name}: Parameters name no FunctionName.`, false);
    const payload = await invoke(
      typeof FunctionName === 'string' ? FunctionName : resource,
      integrated ? (Payload ?? {}) : input,
    );
    const result = integrated
      ? { ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 }
      : payload === undefined
        ? null
        : payload;
    if (Buffer.byteLength(JSON.stringify(result)) > MOST_BYTES)
      throw new TaskError(
        'States.DataLimitExceeded',
        `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
        false,
      );
    return result;
  };
}

/** JSON as the library types it. */
type LibraryJson = Parameters<LibraryMachine['run']>[0];

type LibraryEvent = {
  type: string;
  timestamp: number;
  index?: number;
  state?: { name: string; type: string; input: Json; output?: Json };
  Error?: string;
  Cause?: unknown;
  retry?: { attempt: number };
  catch?: { catcher: { Next: string } };
};

function translate(event: LibraryEvent): RunEvent | null {
  if (!event.state) return null;
  const common = { at: event.timestamp, state: event.state.name, index: event.index };
  switch (event.type) {
    case 'StateEntered':
      return { type: 'entered', ...common, stateType: event.state.type, input: event.state.input };
    case 'StateFailed': {
      const cause = typeof event.Cause === 'string' ? event.Cause : (JSON.stringify(event.Cause) ?? '');
      return { type: 'failed', ...common, error: event.Error ?? 'States.Runtime', cause };
    }
    case 'StateRetried':
      return { type: 'retried', ...common, attempt: event.retry!.attempt };
    case 'StateCaught':
      return { type: 'caught', ...common, next: event.catch!.catcher.Next };
    case 'StateExited':
      return { type: 'exited', ...common, output: event.state.output };
    default:
      return null;
  }
}
