import type { Catalog } from '../../../domain/catalog/catalog';
import type { MatchingWorkflowInput } from '../../../domain/digest/digest';
import type { DigestLedger } from '../../../domain/digest/ledger';
import { NotFoundError } from '../../../domain/errors';
import type { Clock, InvestorProfiles, Portfolio, Recommendations } from '../../../domain/ports';
import { digestStanding } from '../../../domain/schedule/digest-standing';
import { proposeMatches } from '../../propose-matches';

/**
 * Ranks the catalog for one investor and records the result on the digest. Returns no matches for a digest that is
 * already claimed, and for a daily digest that was moved to another time: another run handles it.
 */
export async function findMatches(
  deps: {
    profiles: InvestorProfiles;
    portfolio: Portfolio;
    recommendations: Recommendations;
    ledger: DigestLedger<'find-matches'>;
    catalog: () => Promise<Catalog>;
    clock: Clock;
  },
  input: MatchingWorkflowInput,
): Promise<{ matchCount: number }> {
  const { investorId, digestKey, kind, dueAt } = input;
  const profile = await deps.profiles.get(investorId);
  const isDaily = kind === 'daily';
  if (profile && isDaily && digestStanding(profile, input, deps.clock.now()) === 'moved') return { matchCount: 0 };
  if (!(await deps.ledger.beginMatching(investorId, digestKey))) return { matchCount: 0 };
  if (!profile) throw new NotFoundError(`There is no investor profile ${investorId}.`);

  const { matches, nearMisses, total } = await proposeMatches(deps, investorId, profile, new Date(dueAt));
  await deps.ledger.recordMatches(investorId, digestKey, { matches, nearMisses, matchTotal: total });
  return { matchCount: matches.length };
}
