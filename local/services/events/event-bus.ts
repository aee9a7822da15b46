import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ACCOUNT, REGION, type StackResource, type Runtime } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { InFlight, STOP_PATIENCE_MS } from '../in-flight';
import { pause } from '../pause';
import { compilePattern } from './event-pattern';

const targetProperties = z.object({
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z.unknown().optional(),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).prefault({}),
});

const ruleProperties = z.object({
  ScheduleExpression: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  EventBusName: z.string().optional(),
  Targets: z.array(targetProperties).default([]),
});

type TargetProperties = z.infer<typeof targetProperties>;

/** An event in the form in which targets receive it. */
export interface BusEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** yyyy-mm-ddThh:mm:ssZ */
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
}

export interface Rule {
  name: string;
  arn: string;
  logicalId: string;
  schedule: string | null;
  matches: (event: BusEvent) => boolean;
  targets: RuleTarget[];
}

export interface RuleTarget {
  arn: string;
  roleArn?: string;
  /** The input of the target for an event. */
  input: (event: BusEvent) => unknown;
  /** Why the runner can't call the target; every delivery fails with this message. */
  problem?: string;
  deadLetterArn: string | null;
}

/** On AWS EventBridge retries for a day. Here nobody waits that long. */
const RETRY_DELAYS_MS = [1000, 2000];

/** EventBridge writes whole seconds. */
export const eventTime = (at: Date) => `${at.toISOString().slice(0, 19)}Z`;

export function busEvent(
  entry: Pick<BusEvent, 'source' | 'detail-type' | 'detail'> & { resources?: string[]; at: Date },
): BusEvent {
  const { source, detail, resources = [], at } = entry;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': entry['detail-type'],
    source,
    account: ACCOUNT,
    time: eventTime(at),
    region: REGION,
    resources,
    detail,
  };
}

/** The enabled rules. A rule that the runner can't serve is left out, with a warning. */
export function readRules(runtime: Pick<Runtime, 'byType' | 'events'>): Rule[] {
  return runtime
    .byType('AWS::Events::Rule')
    .filter(({ properties }) => (properties['State'] ?? 'ENABLED') !== 'DISABLED')
    .flatMap((resource) => {
      const warn = (problem: string) => {
        const message = `The rule ${resource.logicalId} is not served in full: ${problem}`;
        runtime.events.append({ kind: 'notice', level: 'warn', message });
      };
      try {
        return [readRule(resource, warn)];
      } catch (error) {
        warn((error as Error).message);
        return [];
      }
    });
}

function readRule(resource: StackResource, warn: (problem: string) => void): Rule {
  const { logicalId, ref, attributes } = resource;
  const { ScheduleExpression, EventPattern, EventBusName, Targets } = readProperties(resource, ruleProperties);
  if (EventBusName && !/(^|\/)default$/.test(EventBusName)) throw new Error('its bus is not the default one.');
  return {
    name: ref,
    arn: attributes['Arn']!,
    logicalId,
    schedule: ScheduleExpression ?? null,
    matches: EventPattern ? compilePattern(EventPattern) : () => false,
    targets: Targets.map((target) => readTarget(target, warn)),
  };
}

function readTarget(target: TargetProperties, warn: (problem: string) => void): RuleTarget {
  const { Arn, RoleArn, Input, InputPath } = target;
  const deadLetterArn = target.DeadLetterConfig.Arn ?? null;
  const problem = problemOf(target);
  if (problem) {
    warn(problem);
    return { arn: Arn, input: () => null, problem, deadLetterArn };
  }
  const steps = InputPath?.split('.').slice(1) ?? [];
  const constant: unknown = Input === undefined ? undefined : JSON.parse(Input);
  return {
    arn: Arn,
    roleArn: RoleArn,
    deadLetterArn,
    input: (event) => (Input === undefined ? steps.reduce<unknown>(fieldOf, event) : constant),
  };
}

const fieldOf = (value: unknown, name: string): unknown =>
  (value as Record<string, unknown> | null | undefined)?.[name];

function problemOf({ Arn, InputPath, InputTransformer }: TargetProperties): string | null {
  if (!/:(function|stateMachine):/.test(Arn)) return `its target ${Arn} is neither a function nor a state machine.`;
  if (InputTransformer) return 'a target has an InputTransformer, which the runner does not support.';
  if (InputPath !== undefined && !/^\$(\.[\w-]+)*$/.test(InputPath))
    return `InputPath ${InputPath} is not a plain path.`;
  return null;
}

/** The default event bus: delivers events to the targets of the matching rules. */
export class EventBus {
  #inFlight = new InFlight();
  #stopped = new AbortController();

  constructor(
    private readonly runtime: Pick<Runtime, 'lambda' | 'events' | 'call' | 'queues'>,
    readonly rules: readonly Rule[],
  ) {}

  /**
   * Accepts the event and returns immediately. The event is delivered after the delay. `settled` waits for the delivery;
   * `stop` drops delayed events.
   */
  put(event: BusEvent, delayMs = 0): void {
    const rules = this.rules.filter((rule) => rule.matches(event));
    if (rules.length) this.#inFlight.track(this.#deliverLater(rules, event, delayMs));
  }

  async #deliverLater(rules: Rule[], event: BusEvent, delayMs: number): Promise<void> {
    if (delayMs) await pause(delayMs, this.#stopped.signal);
    if (!this.#stopped.signal.aborted) await Promise.all(rules.map((rule) => this.deliver(rule, event)));
  }

  settled(): Promise<void> {
    return this.#inFlight.settled();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#inFlight.settledWithin(STOP_PATIENCE_MS);
  }

  /** Delivers the event to every target of the rule. Returns the failures that remain after the retries. */
  async deliver(rule: Rule, event: BusEvent): Promise<string[]> {
    const problems = await Promise.all(rule.targets.map((target) => this.#deliverTo(rule, target, event)));
    return problems.filter((problem) => problem !== null);
  }

  async #deliverTo(rule: Rule, target: RuleTarget, event: BusEvent): Promise<string | null> {
    const isFunction = target.arn.includes(':function:');
    for (let attempt = 0; ; attempt++) {
      const problem = isFunction ? await this.#invoke(rule, target, event) : await this.#start(target, event);
      if (!problem) return null;
      const delay = isFunction ? undefined : RETRY_DELAYS_MS[attempt];
      if (problem.final || delay === undefined || this.#stopped.signal.aborted) {
        const message = `Rule ${rule.logicalId}: event ${event['detail-type']} did not reach ${target.arn}: ${problem.message}`;
        this.#warn(message);
        if (!problem.accepted) this.#keep(rule, target, event, problem.message);
        return message;
      }
      await pause(delay, this.#stopped.signal);
    }
  }

  /** Lambda takes the event on and retries by itself. */
  async #invoke(rule: Rule, target: RuleTarget, event: BusEvent): Promise<DeliveryProblem | null> {
    try {
      if (target.problem) throw new Error(target.problem);
      const principal = { arn: 'events.amazonaws.com', sourceArn: rule.arn };
      const result = await this.runtime.lambda.invokeEvent(target.arn, target.input(event), principal);
      if (result.ok) return null;
      return { message: `${result.errorType}: ${result.errorMessage}`, final: true, accepted: true };
    } catch (error) {
      const { name, message } = error as Error;
      return { message: `${name}: ${message}`, final: true, accepted: false };
    }
  }

  async #start(target: RuleTarget, event: BusEvent): Promise<DeliveryProblem | null> {
    try {
      if (target.problem) throw Object.assign(new Error(target.problem), { name: 'NotFound' });
      await startExecution(this.runtime, target.arn, target.roleArn, target.input(event));
      return null;
    } catch (error) {
      const { name, message } = error as Error;
      return { message: `${name}: ${message}`, final: /AccessDenied|NotFound/.test(name), accepted: false };
    }
  }

  /** Puts an event that no retry could hand over into the target's dead-letter queue. */
  #keep(rule: Rule, { arn, deadLetterArn }: RuleTarget, event: BusEvent, problem: string): void {
    if (!deadLetterArn) return;
    const attributes = { RULE_ARN: rule.arn, TARGET_ARN: arn, ERROR_MESSAGE: problem };
    try {
      const principal = { arn: 'events.amazonaws.com', sourceArn: rule.arn };
      this.runtime.queues.send(deadLetterArn, { body: JSON.stringify(event), attributes }, principal);
    } catch (error) {
      this.#warn(`Rule ${rule.logicalId}: an event is lost: ${(error as Error).message}`);
    }
  }

  #warn(message: string): void {
    this.runtime.events.append({ kind: 'notice', level: 'warn', message });
  }
}

interface DeliveryProblem {
  message: string;
  /** No retry can help. */
  final: boolean;
  /** Lambda took the event on: its own dead-letter queue has it. */
  accepted: boolean;
}

/** Starts an execution with a role, with the checks of an API call. @throws Error with the name of the API's error */
export async function startExecution(
  runtime: Pick<Runtime, 'call'>,
  stateMachineArn: string,
  roleArn: string | undefined,
  input: unknown,
): Promise<string> {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const { status, body } = await runtime.call(
    'states',
    {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'x-amz-target': 'AWSStepFunctions.StartExecution', 'content-type': 'application/x-amz-json-1.0' },
      body: Buffer.from(JSON.stringify({ stateMachineArn, input: text })),
    },
    { arn: roleArn ?? 'events.amazonaws.com' },
  );
  const answer = JSON.parse(body.toString()) as { executionArn: string; __type?: string; message?: string };
  if (status < 300) return answer.executionArn;
  throw Object.assign(new Error(answer.message), { name: answer.__type?.split('#').at(-1) ?? 'ServiceException' });
}
