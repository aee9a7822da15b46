import * as z from 'zod';
import { criterion } from '../preferences';
import { fundingStage } from '../startup';

export const reasonCriterion = z.enum([...criterion.options, 'recency', 'learned']);

/**
 * match: satisfies the preference. near: in the same country, a neighbouring stage, or close to the range.
 * miss: does not satisfy a nice-to-have. unknown: the data has no value. any: the investor has no preference.
 * learned: derived from the investor's own portfolio and statuses.
 */
export const reasonVerdict = z.enum(['match', 'near', 'miss', 'unknown', 'any', 'learned']);

/** One term of a match's score as data. The app, the API and the email render the same words from it. */
export const matchReason = z.object({
  criterion: reasonCriterion,
  verdict: reasonVerdict,
  /** The startup's own value, e.g. `biotech`, `US/CA/San Francisco`, `2500000`, `2012-03-01`. */
  value: z.string().nullable().default(null),
  /** The investor's own entry that the value was compared with, e.g. `US/CA` for `US/CA/San Francisco`. */
  asked: z.string().nullable().optional(),
  /** Share of the startups in the investor's own portfolio with this value, 0 to 1; null where too few have a value. */
  share: z.number().nullable().default(null),
  /** The place whose share it is, e.g. `US/CA` for a startup in `US/CA/Oakland`. */
  shareOf: z.string().nullable().optional(),
  /** Points of the score. The points of all reasons add up to the score. */
  points: z.number(),
  /** The most points that the criterion can give this investor. They add up to 100 over all criteria. */
  most: z.number().nullable().optional(),
});
export type MatchReason = z.infer<typeof matchReason>;

/** A match as it was shown and sent. The facts are copied, so that the record stays true when the startup changes. */
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
  /** Where the facts come from; null also for matches from before sources were recorded. */
  source: z.string().nullable().default(null),
  /** The proposed round, see `roundOf`. A startup with a new round may be proposed again. */
  round: z.string(),
  /** 0 to 100. */
  score: z.number(),
  reasons: z.array(matchReason),
  /** Must-haves for which the data has no value. Absent in old records. */
  unknown: z.array(criterion).nullable().optional(),
  /** What changed since the startup was last sent, e.g. `series-b`; null the first time. */
  changed: z.string().nullable().default(null),
});
export type DigestMatch = z.infer<typeof digestMatch>;

/** add: accept `value` too. raiseMaximum, lowerMinimum: `value` is the new bound. drop: do not require the criterion. */
export const nearMissChange = z.enum(['add', 'raiseMaximum', 'lowerMinimum', 'drop']);

/** One of the smallest relaxations of the preferences, with its gain. */
export const nearMiss = z.object({
  criterion,
  change: nearMissChange,
  value: z.string().nullable().default(null),
  /** Matches that this change alone would add: counted, not estimated. */
  gain: z.int32(),
});
export type NearMiss = z.infer<typeof nearMiss>;
