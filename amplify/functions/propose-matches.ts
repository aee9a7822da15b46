import type { Catalog } from '../domain/catalog/catalog';
import type { DigestMatch, NearMiss } from '../domain/digest/match';
import { matchHistory } from '../domain/matching/history';
import { rankForDigest } from '../domain/matching/rank';
import type { Portfolio, Recommendations } from '../domain/ports';
import type { MatchPreferences } from '../domain/preferences';

export interface Proposal {
  /** The matches of a digest, in the order in which it shows them. */
  matches: DigestMatch[];
  nearMisses: NearMiss[];
  /** Number of new startups that satisfy every must-have, before the cut to a digest's size. */
  total: number;
  /**
   * Numbers of startups that satisfy every must-have and have no new round since the investor decided on them, or since
   * they were sent.
   */
  alreadyDecided: number;
  alreadySent: number;
}

/**
 * The proposal of a digest at the moment `now`, for an investor with these preferences. The workflow and the preview
 * both use it, so that a preview shows what a digest would send.
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
