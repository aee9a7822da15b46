import type { AwsApi, Runtime, Service } from '../../runtime';
import { InFlight, STOP_PATIENCE_MS } from '../in-flight';
import type { StepFunctionsService } from '../step-functions/create-step-functions';
import { busEvent, EventBus, readRules, type BusEvent } from './event-bus';
import { createEventsApi } from './events-api';
import { nextFiring } from './schedule-expression';
import { createSchedulerApi } from './scheduler-api';
import { Schedules } from './schedules';
import { fireRule, simulateHour, type TickSummary } from './tick';

/** The longest timer: a longer one would be wrong after the machine sleeps, or exceed the limit of setTimeout. */
const LONGEST_TIMER_MS = 60_000;

export interface EventsService extends Service {
  /** EventBridge (`events`) and EventBridge Scheduler (`scheduler`). */
  apis: AwsApi[];
  /** Puts an event of an AWS service on the default bus. */
  put(
    event: Pick<BusEvent, 'source' | 'detail-type' | 'detail'> & { resources?: string[]; at: Date; delayMs?: number },
  ): void;
  /** Simulates the hour from `at`. A second tick waits for the first. */
  tick(at: Date): Promise<TickSummary>;
  /** The next times at which the scheduled rules fire in real time. */
  nextFirings(): { rule: string; at: Date | null }[];
  /** Resolves when every event put so far has been delivered. */
  settled(): Promise<void>;
}

/** Serves the rules of the default bus, and one-time schedules, which are stored in `<stateDir>/scheduler`. */
export async function createEvents(
  runtime: Pick<Runtime, 'byType' | 'stateDir' | 'lambda' | 'events' | 'call' | 'clock' | 'queues'>,
  {
    stepFunctions,
    wallClock = true,
  }: {
    stepFunctions: Pick<StepFunctionsService, 'onStart'>;
    /** Whether rules and schedules also fire as real time passes, not only in `tick`. */
    wallClock?: boolean;
  },
): Promise<EventsService> {
  const bus = new EventBus(runtime, readRules(runtime));
  const schedules = await Schedules.open(runtime);
  const since = runtime.clock.now();
  const rules = bus.rules
    .filter(({ schedule }) => schedule !== null)
    .map((rule) => ({ rule, next: nextFiring(rule.schedule!, since, since) }));
  const inFlight = new InFlight();
  let ticks: Promise<unknown> = Promise.resolve();
  let ticking = 0;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let wakeAt = Infinity;

  /** Sets the timer for the next due rule or schedule. During a tick, the wall clock fires nothing. */
  function arm(): void {
    clearTimeout(timer);
    wakeAt = Infinity;
    if (!wallClock || stopping.signal.aborted || ticking) return;
    const dates = [...rules.map(({ next }) => next?.getTime()), schedules.nextAt()].filter((at) => at != null);
    wakeAt = Math.min(Infinity, ...dates);
    const wait = Math.max(0, wakeAt - runtime.clock.now().getTime());
    timer = setTimeout(wake, Math.min(wait, LONGEST_TIMER_MS));
  }

  function wake(): void {
    const now = runtime.clock.now();
    for (const entry of rules) {
      const { rule, next } = entry;
      if (!next || next > now) continue;
      entry.next = nextFiring(rule.schedule!, now, since);
      inFlight.track(fireRule(runtime, bus, rule, next));
    }
    for (const schedule of schedules.due(now.getTime())) inFlight.track(schedules.fire(schedule));
    arm();
  }

  async function tick(at: Date): Promise<TickSummary> {
    ticking++;
    arm();
    try {
      return await simulateHour({ runtime, bus, schedules, stepFunctions, signal: stopping.signal }, at);
    } finally {
      ticking--;
      arm();
    }
  }

  arm();
  return {
    apis: [
      createEventsApi(bus, runtime.clock),
      createSchedulerApi({
        runtime,
        schedules,
        onPut: ({ at }) => {
          if (at < wakeAt) arm();
        },
      }),
    ],
    put: (event) => bus.put(busEvent(event), event.delayMs),
    tick(at) {
      const turn = ticks.then(() => tick(at));
      ticks = turn.catch(() => undefined);
      inFlight.track(ticks);
      return turn;
    },
    nextFirings: () => rules.map(({ rule, next }) => ({ rule: rule.name, at: next })),
    settled: async () => {
      await inFlight.settled();
      await bus.settled();
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await bus.stop();
      await inFlight.settledWithin(STOP_PATIENCE_MS);
      await schedules.close();
    },
  };
}
