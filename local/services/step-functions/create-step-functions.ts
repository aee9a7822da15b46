import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  ACCOUNT,
  REGION,
  type AwsApi,
  type Principal,
  type StackResource,
  type Runtime,
  type Service,
} from '../../runtime';
import { InFlight } from '../in-flight';
import { readProperties } from '../../template/read-properties';
import { AwsFault } from '../json-protocol';
import type { AslDefinition } from './asl';
import { ExecutionHistory, type Execution } from './execution-history';
import { compileStateMachine, MOST_BYTES, type CompiledStateMachine, type Json, type RunEvent } from './state-machine';
import { createStatesApi } from './states-api';
import { functionError, serviceError } from './task-error';

export interface LocalStateMachine {
  arn: string;
  name: string;
  logicalId: string;
  express: boolean;
  roleArn: string;
  definition: AslDefinition;
}

export interface StartedExecution {
  execution: Execution;
  /** Resolves with the execution when it has ended, with any status. */
  ended: Promise<Execution>;
  abort(): void;
}

export interface StepFunctionsService extends Service {
  api: AwsApi;
  machines: readonly LocalStateMachine[];
  history: Pick<ExecutionHistory, 'list' | 'get'>;
  /** @throws AwsFault with the error of StartExecution */
  start(request: { machineArn: string; input?: string; name?: string; startedBy: Principal }): StartedExecution;
  /** Called for every execution that starts, until the returned function is called. */
  onStart(listener: (started: StartedExecution) => void): () => void;
  /** Resolves when no execution is running. */
  settled(): Promise<void>;
}

const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/;

/** Runs the state machines of the cloud assembly; their history is stored in `<stateDir>/step-functions`. */
export async function createStepFunctions(
  runtime: Pick<Runtime, 'byType' | 'stateDir' | 'lambda' | 'events' | 'clock'>,
): Promise<StepFunctionsService> {
  const history = await ExecutionHistory.open(runtime.stateDir);
  const machines = runtime.byType('AWS::StepFunctions::StateMachine').map(readMachine);
  const compiled = new Map<string, CompiledStateMachine>();
  for (const machine of machines) compiled.set(machine.arn, await compile(machine));

  const running = new Map<string, StartedExecution>();
  const inFlight = new InFlight();
  const listeners = new Set<(started: StartedExecution) => void>();

  async function compile({ definition, express, logicalId }: LocalStateMachine) {
    const machine = await compileStateMachine(definition, { express }).catch((cause: Error) => {
      throw new Error(`The state machine ${logicalId} can't run: ${cause.message}`, { cause });
    });
    for (const problem of machine.problems) {
      const message = `The state machine ${logicalId} is not served in full. ${problem}`;
      runtime.events.append({ kind: 'notice', level: 'warn', message });
    }
    return machine;
  }

  function invokeAs(principal: Principal) {
    return async (functionArn: string, payload: Json): Promise<Json> => {
      const result = await runtime.lambda.invoke(functionArn, payload, principal).catch((fault: unknown) => {
        throw serviceError(fault);
      });
      if (!result.ok) throw functionError(result);
      return result.payload;
    };
  }

  function start({
    machineArn,
    input = '{}',
    name = randomUUID(),
    startedBy,
  }: Parameters<StepFunctionsService['start']>[0]) {
    const machine = machines.find(({ arn }) => arn === machineArn);
    if (!machine) throw new AwsFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
    if (!NAME.test(name)) throw new AwsFault('InvalidName', `Invalid Name: '${name}'`);
    const parsed = parseInput(input);
    const arn = executionArn(machine, name);
    if (!machine.express && history.get(arn))
      throw new AwsFault('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);

    const startedAt = runtime.clock.now();
    const execution: Execution = {
      arn,
      name,
      machineArn,
      status: 'RUNNING',
      startedBy: startedBy.arn,
      startedAt: startedAt.getTime(),
      input: parsed,
      visits: [],
    };
    history.started(execution);
    runtime.events.append({ kind: 'execution', executionArn: arn, status: 'RUNNING' });
    const context = {
      Execution: { Id: arn, Name: name, RoleArn: machine.roleArn, StartTime: startedAt.toISOString() },
      StateMachine: { Id: machine.arn, Name: machine.name },
    };
    const run = compiled.get(machineArn)!.run(parsed, {
      context,
      invoke: invokeAs({ arn: machine.roleArn }),
      onEvent: (event) => observe(execution, event),
    });
    const ended = run.result.then((result) => {
      history.finished(execution, result, Date.now());
      running.delete(arn);
      runtime.events.append({ kind: 'execution', executionArn: arn, status: result.status });
      return execution;
    });
    const started: StartedExecution = { execution, ended, abort: run.abort };
    running.set(arn, started);
    inFlight.track(ended);
    for (const listener of listeners) listener(started);
    return started;
  }

  function observe(execution: Execution, event: RunEvent): void {
    const visit = history.record(execution, event);
    const common = { kind: 'state', executionArn: execution.arn, state: event.state } as const;
    if (event.type === 'entered') runtime.events.append({ ...common, phase: 'entered', input: event.input });
    else if (event.type === 'retried') runtime.events.append({ ...common, phase: 'retrying' });
    else if (event.type === 'caught') runtime.events.append({ ...common, phase: 'caught' });
    else if (event.type === 'failed')
      runtime.events.append({
        ...common,
        phase: 'failed',
        error: `${event.error}: ${event.cause}`,
        ms: visit.attempts.at(-1)!.ms,
      });
    else if (!visit.caughtBy)
      runtime.events.append({ ...common, phase: 'succeeded', output: event.output, ms: visit.ms });
  }

  return {
    api: createStatesApi({ machines, history, start, running }),
    machines,
    history,
    start,
    onStart(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settled: () => inFlight.settled(),
    async stop() {
      for (const { abort } of running.values()) abort();
      await inFlight.settled();
      await history.close();
    },
  };
}

const machineProperties = z.object({
  Definition: z.unknown().optional(),
  DefinitionString: z.string().optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
  RoleArn: z.string(),
  StateMachineType: z.string().optional(),
});

function readMachine(resource: StackResource): LocalStateMachine {
  const { logicalId, ref, attributes } = resource;
  const { Definition, DefinitionString, DefinitionSubstitutions, RoleArn, StateMachineType } = readProperties(
    resource,
    machineProperties,
  );
  let text = DefinitionString ?? JSON.stringify(Definition ?? null);
  for (const [name, value] of Object.entries(DefinitionSubstitutions)) text = text.replaceAll(`\${${name}}`, value);
  const definition = JSON.parse(text) as AslDefinition | null;
  if (!definition) throw new Error(`The state machine ${logicalId} has no definition the runner can read.`);
  const name = attributes['Name'] ?? ref.split(':').at(-1)!;
  return { arn: ref, name, logicalId, express: StateMachineType === 'EXPRESS', roleArn: RoleArn, definition };
}

function executionArn(machine: LocalStateMachine, name: string): string {
  const head = `arn:aws:states:${REGION}:${ACCOUNT}`;
  return machine.express
    ? `${head}:express:${machine.name}:${name}:${randomUUID()}`
    : `${head}:execution:${machine.name}:${name}`;
}

function parseInput(input: string): Json {
  if (Buffer.byteLength(input) > MOST_BYTES)
    throw new AwsFault(
      'ValidationException',
      `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${MOST_BYTES}`,
    );
  try {
    return JSON.parse(input);
  } catch (error) {
    throw new AwsFault('InvalidExecutionInput', `Invalid State Machine Execution Input: '${(error as Error).message}'`);
  }
}
