import type { Catalog } from '../../../domain/catalog/catalog';
import { DIGEST_SIZE, type MatchingWorkflowInput } from '../../../domain/digest';
import { NotFoundError } from '../../../domain/errors';
import { matchHistory } from '../../../domain/matching/history';
import { rank, toDigestMatch } from '../../../domain/matching/rank';
import type { DigestLedger, InvestorProfiles, Portfolio, SentStartups } from '../../../domain/ports';

/** Ranks the catalog for one investor and records the result on the digest. A digest already claimed yields none. */
export async function matchStartups(
  deps: {
    profiles: InvestorProfiles;
    portfolio: Portfolio;
    sent: SentStartups;
    ledger: DigestLedger;
    catalog: () => Promise<Catalog>;
  },
  { investorId, digestKey, dueAt }: MatchingWorkflowInput,
): Promise<{ matchCount: number }> {
  if (!(await deps.ledger.beginMatching(investorId, digestKey))) return { matchCount: 0 };
  const [profile, bookmarks, sent, catalog] = await Promise.all([
    deps.profiles.get(investorId),
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
