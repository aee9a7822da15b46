import type { Catalog } from '../../../domain/catalog/catalog';
import { DIGEST_SIZE, type MatchingWorkflowInput } from '../../../domain/digest';
import { NotFoundError } from '../../../domain/errors';
import { matchHistory } from '../../../domain/matching/history';
import { rank, toDigestMatch } from '../../../domain/matching/rank';
import type { Clock, DigestLedger, InvestorProfiles, Portfolio, SentStartups } from '../../../domain/ports';
import { digestStanding } from '../../../domain/schedule/digest-standing';

/**
 * Ranks the catalog for one investor and records the result on the digest. None for a digest that is claimed already,
 * and for a daily one that meanwhile comes at another time: that is another run's.
 */
export async function matchStartups(
  deps: {
    profiles: InvestorProfiles;
    portfolio: Portfolio;
    sent: SentStartups;
    ledger: DigestLedger;
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
  const [bookmarks, sent, catalog] = await Promise.all([
    deps.portfolio.list(investorId),
    deps.sent.list(investorId),
    deps.catalog(),
  ]);
  if (!profile) throw new NotFoundError(`There is no investor profile ${investorId}.`);

  const history = matchHistory(bookmarks, sent, catalog);
  const result = rank(profile, catalog, history, new Date(dueAt), { limit: DIGEST_SIZE });
  const matches = result.matches.map(toDigestMatch);
  await deps.ledger.recordMatches(investorId, digestKey, {
    matches,
    nearMisses: result.nearMisses,
    matchTotal: result.total,
  });
  return { matchCount: matches.length };
}
