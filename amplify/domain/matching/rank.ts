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
  /** One per criterion; their points sum to the score within rounding. */
  reasons: MatchReason[];
  /** The must-haves that the data does not say. */
  unknown: Criterion[];
  /** What is new since it was sent or saved, e.g. `series-b`; null for a first time. */
  changed: string | null;
}

export interface Ranking {
  /** Best first. */
  matches: RankedMatch[];
  /** Startups that satisfy every must-have and were not dealt with before. */
  total: number;
  /** Startups that satisfy every must-have, but were decided on already, or else were sent. */
  alreadyDecided: number;
  alreadySent: number;
  /** Filled when there are fewer matches than a digest holds. */
  nearMisses: NearMiss[];
}

export interface RankOptions {
  /** Matches returned at most; 50 unless told. */
  limit?: number;
  /** Of them, at most so many that are unknown in a must-have; any number unless told. */
  unknownLimit?: number;
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

/** What a digest holds: the best of the ranking, of which at most half are unknown in a must-have. */
export function rankForDigest(profile: MatchPreferences, catalog: Catalog, history: MatchHistory, now: Date) {
  const limits = { limit: DIGEST_SIZE, unknownLimit: DIGEST_UNKNOWN_MAX };
  const { matches, ...counts } = rank(profile, catalog, history, now, limits);
  return { ...counts, matches: matches.map(toDigestMatch) };
}

/** The match as it is recorded and sent: the facts are copied. */
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
