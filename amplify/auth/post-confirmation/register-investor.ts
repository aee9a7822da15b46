import type { Clock, InvestorProfiles } from '../../domain/ports';
import { DEFAULT_PREFERENCES } from '../../domain/preferences';

/**
 * Creates the profile of a newly confirmed investor with the email that Cognito verified. No digest is scheduled until
 * the investor has saved preferences: nobody gets an email that they did not set up.
 */
export async function registerInvestor(
  deps: { profiles: InvestorProfiles; clock: Clock },
  investor: { investorId: string; email: string },
): Promise<void> {
  const now = deps.clock.now().toISOString();
  await deps.profiles.register({
    ...DEFAULT_PREFERENCES,
    ...investor,
    emailStatus: 'active',
    emailStatusAt: null,
    emailStatusReason: null,
    emailStatusDetail: null,
    nextDigestAt: null,
    preferencesVersion: 0,
    onboarded: false,
    createdAt: now,
    updatedAt: now,
  });
}
