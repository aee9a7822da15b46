import type { Catalog } from '../catalog/catalog';
import type { DigestMatch, MatchReason, NearMiss } from '../digest/match';
import { DIGEST_SIZE, DIGEST_UNKNOWN_MAX } from '../digest/size';
import type { Criterion, MatchPreferences } from '../preferences';
import type { Startup } from '../startup';
import { chooseRows } from './choose-rows';
import { shownScore } from './diversity';
import { compileMustHaves, hasExcludedTerm, passesMusts } from './eligible';
import { knownStartups, type MatchHistory, roundOf } from './history';
import { nearMisses } from './near-misses';
import { reasonsOf } from './reasons';
import { compileTerms } from './terms';
import { unknownMusts } from './uncertain';
import type { Weights } from './weights';

export interface RankedMatch {
  startup: Startup;
  /** 0 to 100, to one decimal. */
  score: number;
  /** One per criterion. Their points sum to the score, except for rounding. */
  reasons: MatchReason[];
  /** The must-haves whose value is unknown for the startup. */
  unknown: Criterion[];
  /** The new fact since the startup was sent or saved, e.g. `series-b`; null if it is proposed for the first time. */
  changed: string | null;
}

export interface Ranking {
  /** Best first. */
  matches: RankedMatch[];
  /** Startups that satisfy every must-have and were neither sent nor decided on. */
  total: number;
  /** Startups that satisfy every must-have but were decided on, or were only sent. */
  alreadyDecided: number;
  alreadySent: number;
  /** Empty if there are enough matches for a digest. */
  nearMisses: NearMiss[];
}

export interface RankOptions {
  /** The maximum number of matches; 50 by default. */
  limit?: number;
  /** The maximum number of matches with an unknown must-have; no maximum by default. */
  unknownLimit?: number;
  /** Weights to use instead of the shipped ones, for fitting. */
  weights?: Weights;
}

const DEFAULT_LIMIT = 50;

/**
 * Ranks the whole catalog for one investor. A pure function: the same arguments give the same ranking, regardless of
 * the order in which the startups were added to the catalog.
 */
export function rank(
  profile: MatchPreferences,
  catalog: Catalog,
  history: MatchHistory,
  now: Date,
  options: RankOptions = {},
): Ranking {
  const must = compileMustHaves(profile, catalog);
  const { excluded, changed, decided } = knownStartups(history, catalog);
  const terms = compileTerms(profile, catalog, history, now, options.weights);
  const limit = options.limit ?? DEFAULT_LIMIT;
  const limits = { limit, unknownLimit: options.unknownLimit ?? limit };
  const { chosen, total } = chooseRows(terms, must, catalog, excluded, limits);
  const fitting = [...excluded].filter((row) => passesMusts(must, catalog, row) && !hasExcludedTerm(must, row));
  const alreadyDecided = fitting.filter((row) => decided.has(row)).length;
  return {
    matches: chosen.map(({ row, score }) => ({
      startup: catalog.at(row),
      score: shownScore(score),
      reasons: reasonsOf(profile, terms, catalog, row).map(({ points, most, ...reason }) => ({
        ...reason,
        points: shownScore(points),
        most: shownScore(most!),
      })),
      unknown: unknownMusts(must, terms, catalog, row),
      changed: changed.get(row) ?? null,
    })),
    total,
    alreadyDecided,
    alreadySent: fitting.length - alreadyDecided,
    nearMisses:
      chosen.length < Math.min(limit, DIGEST_SIZE) || total < DIGEST_SIZE
        ? nearMisses(profile, must, catalog, excluded)
        : [],
  };
}

/**
 * The matches of a digest: the best of the ranking, of which at most `DIGEST_UNKNOWN_MAX` have an unknown must-have.
 */
export function rankForDigest(profile: MatchPreferences, catalog: Catalog, history: MatchHistory, now: Date) {
  const limits = { limit: DIGEST_SIZE, unknownLimit: DIGEST_UNKNOWN_MAX };
  const { matches, ...counts } = rank(profile, catalog, history, now, limits);
  return { ...counts, matches: matches.map(toDigestMatch) };
}

/** The match as it is recorded and sent, with a copy of the startup's facts. */
export function toDigestMatch({ startup, score, reasons, unknown, changed }: RankedMatch): DigestMatch {
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
    unknown,
    changed,
    round: roundOf(startup),
  };
}
