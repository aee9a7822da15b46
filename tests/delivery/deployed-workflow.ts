import { App, Stack } from 'aws-cdk-lib';
import { Function } from 'aws-cdk-lib/aws-lambda';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { MatchingWorkflow } from '../../amplify/custom/matching-workflow';
import { compileStateMachine, tasksOf, type StateMachineRun } from '../../local/services/step-functions/state-machine';
import { functionError } from '../../local/services/step-functions/task-error';

type Json = any;

/** What an execution calls. `wait` receives the seconds before a retry. */
export interface Surroundings {
  invoke(functionName: string, input: Json): Promise<Json>;
  wait(seconds: number): void;
}

/** The Amazon States Language that amplify/custom/matching-workflow.ts deploys. */
function deployedDefinition(): Json {
  const stack = new Stack(new App(), 'Stack');
  const functionOf = (name: string) =>
    Function.fromFunctionArn(stack, name, `arn:aws:lambda:eu-central-1:123456789012:function:${name}`);
  const { stateMachine } = new MatchingWorkflow(stack, 'Workflow', {
    deployment: 'trial',
    findMatches: functionOf('findMatches'),
    sendEmail: functionOf('sendEmail'),
    recordFailure: functionOf('recordFailure'),
  });
  const text = stack.resolve((stateMachine.node.defaultChild as CfnStateMachine).definitionString);
  return JSON.parse(typeof text === 'string' ? text : text['Fn::Join'][1].join(''));
}

const definition = deployedDefinition();
const machine = await compileStateMachine(definition, { express: true });

/** The retrier of the Task that invokes a function, by the function's ARN. A Task has at most one. */
const retriers = new Map<string, Json>();
for (const [name, { Resource = '', Retry = [] }] of tasksOf(definition)) {
  if (Retry.length !== 1 || retriers.has(Resource))
    throw new Error(`${name}: expected a function and a retrier of its own`);
  retriers.set(Resource, Retry[0]);
}

/**
 * Starts an execution on the interpreter of the local runner (local/services/step-functions). The process does not pause
 * before a retry: `wait` receives the longest pause that the retrier allows.
 */
export function startExecution(input: Json, { invoke, wait }: Surroundings): StateMachineRun {
  const failures = new Map<string, number>();
  return machine.run(input, {
    context: {},
    withoutPauses: true,
    async invoke(functionArn, payload) {
      const failed = failures.get(functionArn) ?? 0;
      if (failed > 0) wait(pauseAfter(failed, retriers.get(functionArn)));
      try {
        return await invoke(functionArn.split(':').at(-1)!, payload);
      } catch (error) {
        failures.set(functionArn, failed + 1);
        const { name, message } = error as Error;
        throw functionError({ ok: false, errorType: name, errorMessage: message, trace: [] });
      }
    },
  });
}

function pauseAfter(failures: number, { IntervalSeconds, BackoffRate, MaxDelaySeconds }: Json): number {
  return Math.min(IntervalSeconds * BackoffRate ** (failures - 1), MaxDelaySeconds);
}
