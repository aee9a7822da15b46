import type { Catalog } from '../domain/catalog/catalog';
import type { DigestMatch, NearMiss } from '../domain/digest/match';
import { matchHistory } from '../domain/matching/history';
import { rankForDigest } from '../domain/matching/rank';
import type { Portfolio, Recommendations } from '../domain/ports';
import type { MatchPreferences } from '../domain/preferences';

export interface Proposal {
  /** What a digest brings, in the order in which it shows them. */
  matches: DigestMatch[];
  nearMisses: NearMiss[];
  /** New startups that satisfy every must-have, before the cut to a digest. */
  total: number;
  /** Startups that satisfy every must-have but were decided on, or else sent, and have no new round since. */
  alreadyDecided: number;
  alreadySent: number;
}

/**
 * What a digest of that moment brings an investor with these preferences. The workflow and the preview both ask here, so
 * that what was previewed is what comes.
 */
export async function proposeMatches(
  deps: {
    portfolio: Pick<Portfolio, 'list'>;
    recommendations: Pick<Recommendations, 'list'>;
    catalog: () => Promise<Catalog>;
  },
  investorId: string,
  preferences: MatchPreferences,
  now: Date,
): Promise<Proposal> {
  const [bookmarks, sent, catalog] = await Promise.all([
    deps.portfolio.list(investorId),
    deps.recommendations.list(investorId),
    deps.catalog(),
  ]);
  return rankForDigest(preferences, catalog, matchHistory(bookmarks, sent, catalog), now);
}
