import { InvalidInputError, NotFoundError } from '../../../domain/errors';
import type { Clock, InvestorProfiles } from '../../../domain/ports';
import type { InvestorProfile } from '../../../domain/profile';

/** One email can change the status twice in between: by a bounce and by a complaint. */
const MOST_TRIES = 3;

/**
 * Turns email on again after a bounce, a complaint or an unsubscription. Does nothing when it is on. After a complaint
 * the investor must give `consent`. SES's suppression list is not changed: an address on that list bounces again, and
 * the status gives the reason. Throws InvalidInputError naming `consent`, or NotFoundError without a profile.
 */
export async function resumeEmail(
  deps: { profiles: Pick<InvestorProfiles, 'get' | 'resumeEmail'>; clock: Clock },
  investorId: string,
  consent: boolean,
): Promise<InvestorProfile> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const profile = await deps.profiles.get(investorId);
    if (!profile) throw new NotFoundError('Your profile does not exist yet. Sign out and in again.');
    if (profile.emailStatus === 'active') return profile;
    if (profile.emailStatus === 'complained' && !consent) {
      throw new InvalidInputError([
        { field: 'consent', problem: 'say yes explicitly: our email was reported as spam from your address' },
      ]);
    }
    const now = deps.clock.now().toISOString();
    const resumed = await deps.profiles.resumeEmail(investorId, profile.emailStatus, now);
    if (resumed) return resumed;
    // The status changed in the meantime: the next try decides by the new one.
  }
  throw new Error(`The email status of ${investorId} changed at every try.`);
}
