import type { DigestLedger } from '../../../domain/digest/ledger';
import { ConflictError, NotFoundError } from '../../../domain/errors';
import type { Clock, InvestorProfiles, WorkflowStarter } from '../../../domain/ports';
import type { Preferences } from '../../../domain/preferences';
import type { InvestorProfile } from '../../../domain/profile';
import { nextDigestAt } from '../../../domain/schedule/next-digest-at';
import { decideDue, lastTick, planningHorizon } from '../../../domain/schedule/plan-hour';

/** The next hourly tick may miss a write just before it, because its index is eventually consistent. */
const TICK_MARGIN_MS = 2 * 60_000;

export interface SavePreferencesDependencies {
  profiles: InvestorProfiles;
  ledger: Pick<DigestLedger<'save-preferences'>, 'get' | 'plan' | 'replan'>;
  workflow: Pick<WorkflowStarter, 'startAt'>;
  clock: Clock;
}

/**
 * Stores the preferences and the instant of the next digest that follows from them: the first one on a local date that
 * has no digest yet. A digest that is due before the next hourly tick is scheduled here, because its hour is already
 * planned. A run that was scheduled for the old time checks whether its digest still has that time
 * (domain/schedule/digest-standing.ts).
 * Throws ConflictError when the stored preferences do not have `expectedVersion`, NotFoundError without a profile.
 */
export async function savePreferences(
  deps: SavePreferencesDependencies,
  investorId: string,
  preferences: Preferences,
  expectedVersion?: number,
): Promise<InvestorProfile> {
  const now = deps.clock.now();
  const before = await deps.profiles.get(investorId);
  if (!before) throw profileMissing();
  let next = iso(nextDigestAt(preferences, overdueSince(before, now)));
  const saved = await deps.profiles.savePreferences(investorId, preferences, next, now.toISOString(), expectedVersion);
  if (saved === 'stale') {
    throw new ConflictError(
      'The preferences were changed elsewhere in the meantime. Read them again, then save once more.',
    );
  }
  if (!saved) throw profileMissing();

  while (next !== null && !(await isFree(deps, saved, next))) {
    const following = iso(nextDigestAt(preferences, new Date(next)));
    await deps.profiles.advance(investorId, next, following, saved.updatedAt);
    next = following;
  }
  if (next !== null) await scheduleWithinTheHour(deps, saved, next, now);
  return { ...saved, nextDigestAt: next };
}

/** A digest that is due and not yet planned, after an outage or at this moment, is not lost by saving. */
function overdueSince(before: InvestorProfile, now: Date): Date {
  const due = before.nextDigestAt === null ? Infinity : Date.parse(before.nextDigestAt);
  return new Date(Math.min(now.getTime(), due - 1));
}

/**
 * False when the local date's digest was sent or is being sent. Otherwise the digest now has the time `next`, and no
 * run of another time can send it.
 */
async function isFree(deps: SavePreferencesDependencies, profile: InvestorProfile, next: string): Promise<boolean> {
  const { digestKey } = decideDue({ nextDigestAt: next, preferences: profile }, deps.clock.now());
  const digest = await deps.ledger.get(profile.investorId, digestKey);
  if (!digest || (digest.status === 'planned' && digest.dueAt === next)) return true;
  return deps.ledger.replan(profile.investorId, digestKey, next);
}

async function scheduleWithinTheHour(
  deps: SavePreferencesDependencies,
  { investorId, ...profile }: InvestorProfile,
  next: string,
  now: Date,
): Promise<void> {
  const tick = lastTick(new Date(now.getTime() + TICK_MARGIN_MS));
  if (new Date(next) <= now || new Date(next) >= planningHorizon(tick)) return;
  const { digestKey, localDate } = decideDue({ nextDigestAt: next, preferences: profile }, now);
  await deps.ledger.plan({ investorId, key: digestKey, kind: 'daily', dueAt: next, localDate });
  await deps.workflow.startAt(next, { investorId, digestKey, kind: 'daily', dueAt: next, delayed: false });
}

function iso(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}

function profileMissing(): NotFoundError {
  return new NotFoundError('Your profile does not exist yet. Sign out and in again, then save once more.');
}
