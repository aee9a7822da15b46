import * as z from 'zod';
import { criterion } from '../preferences';
import { fundingStage } from '../startup';

export const reasonCriterion = z.enum([...criterion.options, 'recency', 'learned']);

/**
 * match: what the investor asked for. near: within the same country, a neighbouring stage, close to the range.
 * miss: outside a nice-to-have. unknown: the data does not say. any: the investor did not ask.
 * learned: follows from the investor's own portfolio and statuses.
 */
export const reasonVerdict = z.enum(['match', 'near', 'miss', 'unknown', 'any', 'learned']);

/** One term of a match's score, as data: app, API and email render the same words from it. */
export const matchReason = z.object({
  criterion: reasonCriterion,
  verdict: reasonVerdict,
  /** The startup's own value, e.g. `biotech`, `US/CA/San Francisco`, `2500000`, `2012-03-01`. */
  value: z.string().nullable().default(null),
  /** The investor's own entry that the value was held against, e.g. `US/CA` for `US/CA/San Francisco`. */
  asked: z.string().nullable().optional(),
  /** Share of the startups in the investor's own portfolio with this value, 0 to 1; null where too few say. */
  share: z.number().nullable().default(null),
  /** The place that a share of places is of, e.g. `US/CA` for a startup in `US/CA/Oakland`. */
  shareOf: z.string().nullable().optional(),
  /** Points of the score; all reasons of a match sum to it. */
  points: z.number(),
  /** The most points that the criterion can give this investor; those of all criteria sum to 100. */
  most: z.number().optional(),
});
export type MatchReason = z.infer<typeof matchReason>;

/** A match as it was shown and sent: the facts are copied so that the record stays true when the startup changes. */
export const digestMatch = z.object({
  startupId: z.string(),
  name: z.string(),
  industry: z.string().nullable().default(null),
  fundingStage: fundingStage.nullable().default(null),
  country: z.string().nullable().default(null),
  region: z.string().nullable().default(null),
  city: z.string().nullable().default(null),
  fundingAmount: z.number().nullable().default(null),
  website: z.string().nullable().default(null),
  /** Where the facts come from; null also for a match that was recorded before this was. */
  source: z.string().nullable().default(null),
  /** Which round was proposed, see `roundOf`: a new one may be proposed again. */
  round: z.string(),
  /** 0 to 100. */
  score: z.number(),
  reasons: z.array(matchReason),
  /** Must-haves that the data does not say: the startup may or may not meet them. Absent in old records. */
  unknown: z.array(criterion).optional(),
  /** What changed since it was last sent, e.g. `series-b`; null for a first time. */
  changed: z.string().nullable().default(null),
});
export type DigestMatch = z.infer<typeof digestMatch>;

/** add: accept `value` too. raiseMaximum, lowerMinimum: new bound in `value`. drop: don't require the criterion. */
export const nearMissChange = z.enum(['add', 'raiseMaximum', 'lowerMinimum', 'drop']);

/** The smallest relaxations of the preferences and what each would bring. */
export const nearMiss = z.object({
  criterion,
  change: nearMissChange,
  value: z.string().nullable().default(null),
  /** Matches that this one change alone would add: counted, not estimated. */
  gain: z.int32(),
});
export type NearMiss = z.infer<typeof nearMiss>;
