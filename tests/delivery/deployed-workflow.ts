import { App, Stack } from 'aws-cdk-lib';
import { Function } from 'aws-cdk-lib/aws-lambda';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import * as z from 'zod';
import { MatchingWorkflow } from '../../amplify/custom/matching-workflow';
import type { AslDefinition } from '../../local/services/step-functions/asl';
import { compileStateMachine, tasksOf, type StateMachineRun } from '../../local/services/step-functions/state-machine';
import { functionError } from '../../local/services/step-functions/task-error';

/** What an execution calls. `wait` receives the seconds before a retry. */
export interface ExecutionHost {
  invoke(functionName: string, input: unknown): Promise<object>;
  wait(seconds: number): void;
}

const retrier = z.object({ IntervalSeconds: z.number(), BackoffRate: z.number(), MaxDelaySeconds: z.number() });
type Retrier = z.infer<typeof retrier>;

/** A Task that invokes a function and has one retrier. With two, the pause would depend on which of them retries. */
const task = z.object({ Resource: z.string(), Retry: z.tuple([retrier]) });

/** CDK gives the definition as text, or as a Join of texts. */
const definitionString = z.union([
  z.string(),
  z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.string())]) })
    .transform((join) => join['Fn::Join'][1].join('')),
]);

/** The Amazon States Language that amplify/custom/matching-workflow.ts deploys. */
function deployedDefinition(): AslDefinition {
  const stack = new Stack(new App(), 'Stack');
  const functionOf = (name: string) =>
    Function.fromFunctionArn(stack, name, `arn:aws:lambda:eu-central-1:123456789012:function:${name}`);
  const workflow = new MatchingWorkflow(stack, 'Workflow', {
    deployment: 'trial',
    findMatches: functionOf('findMatches'),
    sendEmail: functionOf('sendEmail'),
    recordFailure: functionOf('recordFailure'),
  });
  const text = definitionString.parse(
    stack.resolve((workflow.stateMachine.node.defaultChild as CfnStateMachine).definitionString),
  );
  return JSON.parse(text) as AslDefinition;
}

const definition = deployedDefinition();
const machine = await compileStateMachine(definition, { express: true });

/** By the function's ARN. */
const retriers = new Map<string, Retrier>();
for (const [name, state] of tasksOf(definition)) {
  const { Resource, Retry } = task.parse(state);
  if (retriers.has(Resource)) throw new Error(`${name}: another Task invokes the same function.`);
  retriers.set(Resource, Retry[0]);
}

/**
 * Starts an execution on the interpreter of the local runner (local/services/step-functions). The process does not pause
 * before a retry: `wait` receives the longest pause that the retrier allows.
 */
export function startExecution(input: object, { invoke, wait }: ExecutionHost): StateMachineRun {
  const failures = new Map<string, number>();
  return machine.run(input, {
    context: {},
    withoutPauses: true,
    async invoke(functionArn, payload) {
      const failed = failures.get(functionArn) ?? 0;
      if (failed > 0) wait(pauseAfter(failed, retriers.get(functionArn)!));
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

function pauseAfter(failures: number, { IntervalSeconds, BackoffRate, MaxDelaySeconds }: Retrier): number {
  return Math.min(IntervalSeconds * BackoffRate ** (failures - 1), MaxDelaySeconds);
}
