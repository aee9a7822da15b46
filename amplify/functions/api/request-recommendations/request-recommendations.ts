import type { DigestLedger } from '../../../domain/digest/ledger';
import { SETTLED_STATUSES } from '../../../domain/digest/status';
import { NotFoundError } from '../../../domain/errors';
import type { Clock, InvestorProfiles, WorkflowStarter } from '../../../domain/ports';
import { localDateOf } from '../../../domain/schedule/local-time';

/** A second click within this period returns the current run, and sends no other email. */
const SAME_RUN_MS = 15_000;
/**
 * Concurrent clicks fall into one slot, whose digest only one of them can plan. After that digest ended, the next slot.
 */
const SLOT_MS = 2_000;
/** Rows searched for a current run: daily digests of the day may come first. */
const RECENT = 5;

/** Plans an instant digest and starts the workflow for it. Returns the digest's key, which the client polls. */
export async function requestRecommendations(
  deps: {
    profiles: InvestorProfiles;
    ledger: DigestLedger<'request-recommendations'>;
    workflow: Pick<WorkflowStarter, 'start'>;
    clock: Clock;
  },
  investorId: string,
): Promise<{ digestKey: string }> {
  const now = deps.clock.now();
  const profile = await deps.profiles.get(investorId);
  if (!profile) throw new NotFoundError('Save your preferences first, so that there is something to match.');

  const underWay = (await deps.ledger.list(investorId, RECENT)).find(
    (digest) =>
      digest.kind === 'instant' &&
      !SETTLED_STATUSES.includes(digest.status) &&
      now.getTime() - Date.parse(digest.dueAt) < SAME_RUN_MS,
  );
  if (underWay) return { digestKey: underWay.key };

  const dueAt = now.toISOString();
  const localDate = localDateOf(now, profile.timeZone);
  const slot = Math.floor(now.getTime() / SLOT_MS) * SLOT_MS;
  let digestKey = instantKey(slot);
  for (let next = 1; ; next++) {
    const planned = await deps.ledger.plan({ investorId, key: digestKey, kind: 'instant', dueAt, localDate });
    if (planned === 'planned') break;
    const earlier = await deps.ledger.get(investorId, digestKey);
    if (!earlier || !SETTLED_STATUSES.includes(earlier.status)) return { digestKey };
    digestKey = instantKey(slot + next);
  }
  try {
    await deps.workflow.start({ investorId, digestKey, kind: 'instant', dueAt, delayed: false });
  } catch (error) {
    await deps.ledger.settle(investorId, digestKey, 'failed', { code: 'notStarted' });
    throw error;
  }
  return { digestKey };
}

const instantKey = (at: number) => `instant#${new Date(at).toISOString()}`;
