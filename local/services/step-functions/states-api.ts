import type { AwsApi, AwsRequest } from '../../runtime';
import { AwsFault, jsonAnswer, jsonBody, jsonError, peekBody, targetOperation } from '../json-protocol';
import type { LocalStateMachine, StartedExecution, StepFunctionsService } from './create-step-functions';
import type { Execution, ExecutionHistory } from './execution-history';

const PREFIX = 'AWSStepFunctions';
const CONTENT_TYPE = 'application/x-amz-json-1.0';

/** The part of the Step Functions API that functions and operators use. */
export function createStatesApi(parts: {
  machines: readonly LocalStateMachine[];
  history: Pick<ExecutionHistory, 'list' | 'get'>;
  running: ReadonlyMap<string, StartedExecution>;
  start: StepFunctionsService['start'];
}): AwsApi {
  const { machines, history, running, start } = parts;

  function machineOf(arn: unknown): LocalStateMachine {
    const machine = machines.find((candidate) => candidate.arn === arn);
    if (!machine) throw new AwsFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${String(arn)}'`);
    return machine;
  }

  /** On AWS, Express executions can't be described by the API. */
  function standardExecution(input: Record<string, unknown>): Execution {
    const arn = text(input, 'executionArn');
    if (/:express:/.test(arn))
      throw new AwsFault('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: express'`);
    const execution = history.get(arn);
    if (!execution) throw new AwsFault('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  }

  const operations: Record<string, (input: Record<string, unknown>, request: AwsRequest) => object | Promise<object>> =
    {
      StartExecution(input, { principal }) {
        const { execution } = start({ ...startInput(input), startedBy: principal });
        return { executionArn: execution.arn, startDate: execution.startedAt / 1000 };
      },

      async StartSyncExecution(input, { principal }) {
        if (!machineOf(input['stateMachineArn']).express)
          throw new AwsFault(
            'StateMachineTypeNotSupported',
            'This operation is not supported by this type of state machine',
          );
        const execution = await start({ ...startInput(input), startedBy: principal }).ended;
        const ms = execution.stoppedAt! - execution.startedAt;
        const billed = Math.ceil(ms / 100) * 100;
        return {
          ...describe(execution),
          billingDetails: { billedDurationInMilliseconds: billed, billedMemoryUsedInMB: 64 },
        };
      },

      DescribeExecution: (input) => describe(standardExecution(input)),

      ListExecutions(input) {
        const machine = machineOf(input['stateMachineArn']);
        if (machine.express)
          throw new AwsFault(
            'StateMachineTypeNotSupported',
            'This operation is not supported by this type of state machine',
          );
        const executions = history
          .list()
          .filter(
            ({ machineArn, status }) =>
              machineArn === machine.arn &&
              [undefined, status].includes(input['statusFilter'] as Execution['status'] | undefined),
          );
        return {
          executions: executions.map(({ input: _input, output: _output, ...rest }) => describe(rest as Execution)),
        };
      },

      async StopExecution(input) {
        const execution = standardExecution(input);
        const started = running.get(execution.arn);
        started?.abort();
        await started?.ended;
        return { stopDate: (execution.stoppedAt ?? execution.startedAt) / 1000 };
      },

      ListStateMachines: () => ({
        stateMachines: machines.map(({ arn, name, express }) => ({
          stateMachineArn: arn,
          name,
          type: express ? 'EXPRESS' : 'STANDARD',
        })),
      }),
    };

  return {
    service: 'states',
    authorize(request) {
      const { stateMachineArn, executionArn } = peekBody(request);
      const operation = targetOperation(request, PREFIX);
      return [{ action: `states:${operation}`, resources: [String(stateMachineArn ?? executionArn ?? '*')] }];
    },
    async handle(request) {
      const operation = targetOperation(request, PREFIX);
      try {
        const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
        if (!run)
          throw new AwsFault('UnknownOperationException', `The local runner does not serve states:${operation}.`);
        return jsonAnswer(200, await run(jsonBody(request), request), CONTENT_TYPE);
      } catch (error) {
        if (error instanceof AwsFault) return this.error(error.status, error.code, error.message);
        throw error;
      }
    },
    error: (status, code, message) => jsonError(status, code, message, CONTENT_TYPE),
  };
}

function startInput(input: Record<string, unknown>) {
  return {
    machineArn: text(input, 'stateMachineArn'),
    input: input['input'] === undefined ? undefined : text(input, 'input'),
    name: input['name'] === undefined ? undefined : text(input, 'name'),
  };
}

function text(input: Record<string, unknown>, field: string): string {
  const value = input[field];
  if (typeof value === 'string') return value;
  throw new AwsFault(
    'ValidationException',
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must not be null`,
  );
}

function describe(execution: Execution): object {
  const { arn, name, machineArn, status, startedAt, stoppedAt, input, output, error, cause } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: startedAt / 1000,
    stopDate: stoppedAt === undefined ? undefined : stoppedAt / 1000,
    input: input === undefined ? undefined : JSON.stringify(input),
    output: output === undefined ? undefined : JSON.stringify(output),
    error,
    cause,
  };
}
