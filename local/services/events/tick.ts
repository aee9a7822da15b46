import { z } from 'zod';
import type { Runtime } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import type { StartedExecution, StepFunctionsService } from '../step-functions/create-step-functions';
import { busEvent, eventTime, type EventBus, type Rule } from './event-bus';
import type { Schedules } from './schedules';

const HOUR_MS = 3_600_000;

/** The results of one tick. */
export interface TickSummary {
  /** The rule's `time`. */
  time: string;
  /** Names of the rules that fired. */
  rule: string;
  /** Number of executions that the targets of the rules started. */
  started: number;
  /** Number of one-time schedules of the hour that fired. */
  schedulesFired: number;
  /** All executions of the hour after their end, in the order of their starts. */
  executions: { arn: string; status: string; input: unknown; output?: unknown; error?: string }[];
  /** Failures that remain after the retries. */
  problems: string[];
}

/** The event of a schedule rule. https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-events.html */
export const scheduledEvent = (rule: Rule, at: Date) =>
  busEvent({ source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [rule.arn], detail: {}, at });

/** Fires a rule with an event of the given time. */
export async function fireRule(
  runtime: Pick<Runtime, 'events'>,
  bus: EventBus,
  rule: Rule,
  at: Date,
): Promise<string[]> {
  const event = scheduledEvent(rule, at);
  runtime.events.append({ kind: 'rule', rule: rule.name, time: event.time });
  return bus.deliver(rule, event);
}

/**
 * Simulates the hour from `at` without waiting for it. Fires the scheduled rules and waits for their targets and for the
 * executions that they start. Then fires the one-time schedules of the hour in order. Resolves when all executions have
 * ended and all events on the bus are delivered.
 */
export async function simulateHour(
  parts: {
    runtime: Pick<Runtime, 'events' | 'byType'>;
    bus: EventBus;
    schedules: Schedules;
    stepFunctions: Pick<StepFunctionsService, 'onStart'>;
    /** Ends the hour early. */
    signal: AbortSignal;
  },
  at: Date,
): Promise<TickSummary> {
  const { runtime, bus, schedules, stepFunctions, signal } = parts;
  const rules = bus.rules.filter(({ schedule }) => schedule);
  const starters = startersOf(runtime, rules, schedules);
  const begun: StartedExecution[] = [];
  const forget = stepFunctions.onStart((started) => {
    if (starters.has(started.execution.startedBy)) begun.push(started);
  });
  const settle = async () => {
    for (let i = 0; i < begun.length; i++) await begun[i]!.ended;
    if (signal.aborted) throw new Error('The local backend is stopping; the hour was not simulated to its end.');
  };
  try {
    const problems = (await Promise.all(rules.map((rule) => fireRule(runtime, bus, rule, at)))).flat();
    await settle();
    const started = begun.length;

    let schedulesFired = 0;
    const end = at.getTime() + HOUR_MS;
    for (let due = schedules.due(end); due.length; due = schedules.due(end)) {
      // Schedules of the same instant run in parallel, as on AWS.
      const now = due.filter((schedule) => schedule.at === due[0]!.at);
      for (const schedule of now) starters.add(schedule.target.roleArn);
      for (const result of await Promise.all(now.map((schedule) => schedules.fire(schedule)))) {
        if (result.fired) schedulesFired++;
        else problems.push(result.problem);
      }
      await settle();
    }
    await bus.settled();
    return {
      time: eventTime(at),
      rule: rules.map(({ name }) => name).join(', '),
      started,
      schedulesFired,
      executions: begun.map(({ execution: { arn, status, input, output, error } }) => ({
        arn,
        status,
        input,
        output,
        error,
      })),
      problems,
    };
  } finally {
    forget();
  }
}

/** The roles whose executions belong to the tick: those of the rules' targets and of the schedules. */
function startersOf(runtime: Pick<Runtime, 'byType'>, rules: Rule[], schedules: Schedules): Set<string> {
  const targets = new Set(rules.flatMap((rule) => rule.targets.map(({ arn }) => arn)));
  const functions = runtime.byType('AWS::Lambda::Function').filter(({ attributes }) => targets.has(attributes['Arn']!));
  return new Set([
    ...functions.map((resource) => readProperties(resource, z.object({ Role: z.string() })).Role),
    ...rules.flatMap((rule) => rule.targets.flatMap(({ roleArn }) => roleArn ?? [])),
    ...schedules.list().map(({ target }) => target.roleArn),
  ]);
}
