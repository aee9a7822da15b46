import type { DigestLedger } from '../../../domain/digest/ledger';
import { ConflictError, NotFoundError } from '../../../domain/errors';
import type { Clock, InvestorProfiles, WorkflowStarter } from '../../../domain/ports';
import type { Preferences } from '../../../domain/preferences';
import type { InvestorProfile } from '../../../domain/profile';
import { nextDigestAt } from '../../../domain/schedule/next-digest-at';
import { decideDue, lastTick, planningHorizon } from '../../../domain/schedule/plan-hour';

/** The next hourly tick may overlook what was written just before it: its index follows the table with a delay. */
const TICK_MARGIN_MS = 2 * 60_000;

export interface SavePreferencesDependencies {
  profiles: InvestorProfiles;
  ledger: Pick<DigestLedger<'save-preferences'>, 'get' | 'plan' | 'replan'>;
  workflow: Pick<WorkflowStarter, 'startAt'>;
  clock: Clock;
}

/**
 * Stores the preferences together with the next digest's instant that follows from them: the first on a local date that
 * has no digest yet. What comes before the next hourly tick is ordered here, for its hour is planned already. A run
 * ordered for the old time finds out by itself that it is not wanted any more (domain/schedule/digest-standing.ts).
 * Throws ConflictError when the stored preferences are not of `expectedVersion` any more, NotFoundError without a profile.
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
  let next = iso(nextDigestAt(preferences, owedSince(before, now)));
  const saved = await deps.profiles.savePreferences(investorId, preferences, next, now.toISOString(), expectedVersion);
  if (saved === 'stale') {
    throw new ConflictError('The preferences were changed elsewhere meanwhile. Read them again, then save once more.');
  }
  if (!saved) throw profileMissing();

  while (next !== null && !(await isFree(deps, saved, next))) {
    const following = iso(nextDigestAt(preferences, new Date(next)));
    await deps.profiles.advance(investorId, next, following, saved.updatedAt);
    next = following;
  }
  if (next !== null) await orderWithinTheHour(deps, saved, next, now);
  return { ...saved, nextDigestAt: next };
}

/** What was due and has not been planned, after an outage or in this very moment, is not lost by saving. */
function owedSince(before: InvestorProfile, now: Date): Date {
  const due = before.nextDigestAt === null ? Infinity : Date.parse(before.nextDigestAt);
  return new Date(Math.min(now.getTime(), due - 1));
}

/** False when the local date has its digest: it left, or is leaving. Otherwise no run of another time can send it now. */
async function isFree(deps: SavePreferencesDependencies, profile: InvestorProfile, next: string): Promise<boolean> {
  const { digestKey } = decideDue({ nextDigestAt: next, preferences: profile }, deps.clock.now());
  const digest = await deps.ledger.get(profile.investorId, digestKey);
  if (!digest || (digest.status === 'planned' && digest.dueAt === next)) return true;
  return deps.ledger.replan(profile.investorId, digestKey, next);
}

async function orderWithinTheHour(
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
