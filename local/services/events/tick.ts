import { z } from 'zod';
import type { Runtime } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import type { StartedExecution, StepFunctionsService } from '../step-functions/create-step-functions';
import { busEvent, eventTime, type EventBus, type Rule } from './event-bus';
import type { Schedules } from './schedules';

const HOUR_MS = 3_600_000;

/** What one tick of the hourly rule led to. */
export interface TickSummary {
  /** The rule's `time`. */
  time: string;
  /** Names of the rules that fired. */
  rule: string;
  /** Executions that the rule's target started itself. */
  started: number;
  /** One-time schedules of the hour that fired. */
  schedulesFired: number;
  /** Every execution of the hour, in the order of their starts, ended. */
  executions: { arn: string; status: string; input: unknown; output?: unknown; error?: string }[];
  /** What went wrong for good; empty when all went well. */
  problems: string[];
}

/** The event of a schedule rule. https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-events.html */
export const scheduledEvent = (rule: Rule, at: Date) =>
  busEvent({ source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [rule.arn], detail: {}, at });

/** Fires a rule with the time it stands for. */
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
 * Lives one hour from `at` without waiting for it: fires the schedule rules, waits for their targets and for every
 * execution they started, then runs the one-time schedules of the hour at their instants, in order. Ends when all of
 * it has ended, and the events of the emails sent have been delivered.
 */
export async function liveOneHour(
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
    if (signal.aborted) throw new Error('The local backend stops; the hour was not lived to its end.');
  };
  try {
    const problems = (await Promise.all(rules.map((rule) => fireRule(runtime, bus, rule, at)))).flat();
    await settle();
    const started = begun.length;

    let schedulesFired = 0;
    const end = at.getTime() + HOUR_MS;
    for (let due = schedules.due(end); due.length; due = schedules.due(end)) {
      // What shares an instant runs side by side, as it would.
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

/** Roles whose executions belong to the tick: those of the rules' targets and of the waiting schedules. */
function startersOf(runtime: Pick<Runtime, 'byType'>, rules: Rule[], schedules: Schedules): Set<string> {
  const targets = new Set(rules.flatMap((rule) => rule.targets.map(({ arn }) => arn)));
  const functions = runtime.byType('AWS::Lambda::Function').filter(({ attributes }) => targets.has(attributes['Arn']!));
  return new Set([
    ...functions.map((resource) => readProperties(resource, z.object({ Role: z.string() })).Role),
    ...rules.flatMap((rule) => rule.targets.flatMap(({ roleArn }) => roleArn ?? [])),
    ...schedules.list().map(({ target }) => target.roleArn),
  ]);
}
