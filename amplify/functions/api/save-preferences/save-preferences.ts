import { NotFoundError } from '../../../domain/errors';
import type { Clock, InvestorProfiles } from '../../../domain/ports';
import type { Preferences } from '../../../domain/preferences';
import type { InvestorProfile } from '../../../domain/profile';
import { nextDigestAt } from '../../../domain/schedule/next-digest-at';

/** Stores the preferences together with the next digest's instant that follows from them. */
export async function savePreferences(
  deps: { profiles: InvestorProfiles; clock: Clock },
  investorId: string,
  preferences: Preferences,
): Promise<InvestorProfile> {
  const now = deps.clock.now();
  const next = nextDigestAt(preferences, now)?.toISOString() ?? null;
  const profile = await deps.profiles.savePreferences(investorId, preferences, next, now.toISOString());
  if (!profile) throw new NotFoundError('Your profile does not exist yet. Sign out and in again, then save once more.');
  return profile;
}
