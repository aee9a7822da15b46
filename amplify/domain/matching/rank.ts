import type { Catalog } from '../catalog/catalog';
import { DIGEST_SIZE, type DigestMatch, type MatchReason, type NearMiss } from '../digest';
import type { MatchPreferences } from '../preferences';
import type { Startup } from '../startup';
import { diversified } from './diversity';
import { compileMustHaves } from './eligible';
import { knownStartups, type MatchHistory, roundOf } from './history';
import { nearMisses } from './near-misses';
import { reasonsOf } from './reasons';
import { selectBest } from './select';
import { compileTerms } from './terms';
import type { Weights } from './weights';

export { NO_HISTORY, roundOf, type MatchHistory } from './history';

export interface RankedMatch {
  startup: Startup;
  /** 0 to 100, to one decimal. */
  score: number;
  /** One per criterion; their points sum to the score within rounding. */
  reasons: MatchReason[];
  /** What is new since it was sent or saved, e.g. `series-b`; null for a first time. */
  changed: string | null;
}

export interface Ranking {
  /** Best first. */
  matches: RankedMatch[];
  /** Startups that satisfy every must-have and were not dealt with before. */
  total: number;
  /** Filled when there are fewer matches than a digest holds. */
  nearMisses: NearMiss[];
}

export interface RankOptions {
  /** Matches returned at most; 50 unless told. */
  limit?: number;
  /** Other weights than the shipped ones: for fitting. */
  weights?: Weights;
}

const DEFAULT_LIMIT = 50;

/**
 * Ranks the whole catalog for one investor. Pure: the same arguments give the same ranking, whatever the order in
 * which the catalog was filled.
 */
export function rank(
  profile: MatchPreferences,
  catalog: Catalog,
  history: MatchHistory,
  now: Date,
  options: RankOptions = {},
): Ranking {
  const must = compileMustHaves(profile, catalog);
  const { excluded, changed } = knownStartups(history, catalog);
  const terms = compileTerms(profile, catalog, history, now, options.weights);
  const limit = options.limit ?? DEFAULT_LIMIT;
  // More than asked for, so that equals below the cut can take their turn.
  const { best, total } = selectBest(terms, must, catalog, excluded, Math.max(limit, DEFAULT_LIMIT));
  const chosen = diversified(best, catalog).slice(0, limit);
  return {
    matches: chosen.map(({ row, score }) => ({
      startup: catalog.at(row),
      score: rounded(score),
      reasons: reasonsOf(profile, terms, catalog, row).map((reason) => ({ ...reason, points: rounded(reason.points) })),
      changed: changed.get(row) ?? null,
    })),
    total,
    nearMisses: total < DIGEST_SIZE ? nearMisses(profile, must, catalog, excluded) : [],
  };
}

/** The match as it is recorded and sent: the facts are copied. */
export function toDigestMatch({ startup, score, reasons, changed }: RankedMatch): DigestMatch {
  return {
    startupId: startup.id,
    name: startup.name,
    industry: startup.industry,
    fundingStage: startup.fundingStage,
    country: startup.country,
    region: startup.region,
    city: startup.city,
    fundingAmount: startup.fundingAmount,
    website: startup.website,
    source: startup.source,
    score,
    reasons,
    changed,
    round: roundOf(startup),
  };
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}
