import { App, Stack } from 'aws-cdk-lib';
import { Function } from 'aws-cdk-lib/aws-lambda';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { MatchingWorkflow } from '../../amplify/custom/matching-workflow';

type Json = any;

/** What a state machine does with its functions; `wait` is told the seconds before a retry. */
export interface Surroundings {
  invoke(functionName: string, input: Json): Promise<Json>;
  wait(seconds: number): Promise<void>;
}

/** The Amazon States Language that amplify/custom/matching-workflow.ts deploys; Resource is the function's name. */
export function workflowDefinition(): Json {
  const stack = new Stack(new App(), 'Stack');
  const functionOf = (name: string) =>
    Function.fromFunctionArn(stack, name, `arn:aws:lambda:eu-central-1:123456789012:function:${name}`);
  const { stateMachine } = new MatchingWorkflow(stack, 'Workflow', {
    matchStartups: functionOf('matchStartups'),
    sendEmail: functionOf('sendEmail'),
    recordFailure: functionOf('recordFailure'),
  });
  const text = stack.resolve((stateMachine.node.defaultChild as CfnStateMachine).definitionString);
  return JSON.parse(typeof text === 'string' ? text : text['Fn::Join'][1].join(''));
}

/** Walks the definition: Task with Retry and Catch, Choice, Pass, Succeed, Fail, which is all it uses. */
export async function runWorkflow(definition: Json, input: Json, around: Surroundings): Promise<void> {
  let name: string | undefined = definition.StartAt;
  let data = input;
  while (name !== undefined) {
    const state: Json = definition.States[name];
    if (state.Type === 'Task') [data, name] = await runTask(state, data, around);
    else if (state.Type === 'Choice') name = choose(state, data);
    else if (['Pass', 'Succeed', 'Fail'].includes(state.Type)) name = state.Next;
    else throw new Error(`${name}: a state of type ${state.Type} is not known here`);
  }
}

async function runTask(state: Json, data: Json, { invoke, wait }: Surroundings): Promise<[Json, string | undefined]> {
  const functionName = state.Resource.split(':').at(-1);
  const retries = new Map<Json, number>();
  for (;;) {
    try {
      return [await invoke(functionName, data), state.Next];
    } catch (error) {
      const { name, message } = error as Error;
      const takes = ({ ErrorEquals }: Json) => ErrorEquals.includes(name) || ErrorEquals.includes('States.ALL');
      const retrier = (state.Retry ?? []).find(takes);
      const done = retries.get(retrier) ?? 0;
      if (retrier && done < retrier.MaxAttempts) {
        retries.set(retrier, done + 1);
        await wait(retrier.IntervalSeconds * retrier.BackoffRate ** done);
        continue;
      }
      const catcher = (state.Catch ?? []).find(takes);
      if (!catcher) throw error;
      const failure = { Error: name, Cause: message };
      return [{ ...data, [catcher.ResultPath.replace('$.', '')]: failure }, catcher.Next];
    }
  }
}

function choose(state: Json, data: Json): string {
  const choice = state.Choices.find(
    ({ Variable, NumericGreaterThan }: Json) => data[Variable.replace('$.', '')] > NumericGreaterThan,
  );
  return choice?.Next ?? state.Default;
}
