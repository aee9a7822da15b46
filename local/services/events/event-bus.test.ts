import { expect, it } from 'vitest';
import { functionArn } from '../lambda/lambda-names';
import { trialRuntime } from '../trial-runtime';
import { busEvent, EventBus, readRules } from './event-bus';

const QUEUE = 'arn:aws:sqs:eu-central-1:000000000000:jobs';

function rule(logicalId: string, properties: Record<string, unknown>) {
  return { type: 'AWS::Events::Rule', logicalId, attributes: { Arn: `arn:${logicalId}` }, properties };
}

it('serves the other rules and targets when one is not served, and names it', async () => {
  const pattern = { source: ['trial'] };
  const { runtime, events, invocations } = trialRuntime({
    stateDir: '',
    functions: { [functionArn('record')]: () => null },
    resources: [
      rule('Both', { EventPattern: pattern, Targets: [{ Arn: QUEUE }, { Arn: functionArn('record') }] }),
      rule('OtherBus', { EventPattern: pattern, EventBusName: 'other' }),
      rule('Shaped', { EventPattern: pattern, Targets: [{ Arn: functionArn('record'), InputTransformer: {} }] }),
    ],
  });
  const rules = readRules(runtime);
  const messages = () => events.map((event) => ('message' in event ? event.message : ''));
  expect(messages()).toEqual([
    `The rule Both is not served in full: its target ${QUEUE} is neither a function nor a state machine.`,
    'The rule OtherBus is not served in full: its bus is not the default one.',
    'The rule Shaped is not served in full: a target has an InputTransformer, which the runner does not support.',
  ]);
  events.length = 0;

  const bus = new EventBus(runtime, rules);
  bus.put(busEvent({ source: 'trial', 'detail-type': 'Trial', detail: {}, at: new Date(0) }));
  await bus.settled();
  expect(invocations).toHaveLength(1);
  expect(messages()).toEqual([
    expect.stringContaining(`Rule Both: event Trial did not reach ${QUEUE}`),
    expect.stringContaining('Rule Shaped: event Trial did not reach'),
  ]);
});
