import type { DigestLedger } from '../../../domain/digest/ledger';
import type {
  Clock,
  DeliveryRecord,
  DueInvestors,
  InvestorProfiles,
  SendQuotas,
  SendSlots,
  WorkflowStarter,
} from '../../../domain/ports';
import { createPacedStarts, type StopReason } from './paced-starts';
import { reconcileDigests, type ReconcileResult } from './reconcile-digests';
import { startDueDigests, type BatchResult } from './start-due-digests';
import { watchDelivery, type WatchedDelivery } from './watch-delivery';

export interface HourDependencies {
  profiles: DueInvestors & Pick<InvestorProfiles, 'advance' | 'get'>;
  ledger: DigestLedger<'start-due-digests' | 'reconcile-digests'>;
  workflow: WorkflowStarter;
  slots: SendSlots;
  quotas: SendQuotas;
  deliveries: DeliveryRecord;
  clock: Clock;
  sleep(milliseconds: number): Promise<unknown>;
  /** Runs the hour again at an instant, with `time` as its moment. */
  continueAt(instant: Date, time: Date): Promise<void>;
  onFailure(investorId: string, error: unknown): void;
  /** Receives bounces, complaints and the hold each time that they are read. */
  onDelivery(watched: WatchedDelivery): void;
}

export interface HourInvocation {
  /** The time of the tick. */
  tick: Date;
  /** Id of the invocation, as holder of the lease on the backlog. */
  id: string;
  /** Milliseconds until the function is ended. */
  remaining(): number;
}

export interface HourResult extends BatchResult, ReconcileResult {
  /** Why starts ended early; null when they did not. */
  stopped: StopReason | null;
}

/** Reserved at the end of an invocation, to finish started work and to schedule the continuation. */
const WIND_UP_MS = 20_000;
const CONTINUES_AFTER_MS = 5_000;
/** While another invocation works off the backlog. */
const RETRIES_AFTER_MS = 60_000;

/**
 * One hour of the batch: starts the due digests at the pace of the SES quota, settles digests of runs that died, and
 * schedules its own continuation when it stops early. Time comes from one clock. The moment of the hour is the tick's
 * time plus what has passed since, so that an hour can be simulated; everything that other invocations share (slots,
 * lease, rows) uses the clock itself. On AWS the two agree.
 */
export async function runHour(deps: HourDependencies, { tick, id, remaining }: HourInvocation): Promise<HourResult> {
  const { clock, onFailure } = deps;
  const begun = clock.now().getTime();
  const now = () => new Date(tick.getTime() + clock.now().getTime() - begun);
  const starts = createPacedStarts(deps.workflow, {
    slots: deps.slots,
    quotas: deps.quotas,
    isHeld: async () => {
      const watched = await watchDelivery(deps.deliveries, clock.now());
      deps.onDelivery(watched);
      return watched.held !== null;
    },
    now: () => clock.now().getTime(),
    sleep: deps.sleep,
    remaining: () => remaining() - WIND_UP_MS,
    holder: id,
  });

  // Due digests come first: runs that died an hour ago can wait.
  const started = await startDueDigests({ profiles: deps.profiles, ledger: deps.ledger, starts, now, onFailure }, tick);
  const reconciled = await reconcileDigests({ profiles: deps.profiles, ledger: deps.ledger, starts, onFailure }, now());
  await starts.release();
  const { stopped } = starts;
  if (stopped === 'time' || stopped === 'busy') {
    const after = stopped === 'busy' ? RETRIES_AFTER_MS : CONTINUES_AFTER_MS;
    await deps.continueAt(new Date(Math.max(now().getTime(), clock.now().getTime()) + after), now());
  }
  return { ...started, ...reconciled, stopped };
}
