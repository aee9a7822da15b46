import * as z from 'zod';
import { locationPath } from './place';
import { findTimeZone, timeZoneProblem } from './schedule/time-zones';
import { fundingStage, usd } from './startup';
import { textLine } from './text';

/** What a startup is compared with. Reasons are shown in this order. */
export const CRITERIA = ['industry', 'stage', 'location', 'amount'] as const;
export const criterion = z.enum(CRITERIA);
export type Criterion = z.infer<typeof criterion>;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const weekday = z.enum(WEEKDAYS);
export type Weekday = z.infer<typeof weekday>;

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}

/** A name or link of the IANA database, in its usual spelling; stored as chosen. Abbreviations are refused. */
const timeZone = z
  .string()
  .max(100)
  .superRefine((text, { addIssue }) => {
    const problem = timeZoneProblem(text);
    if (problem !== null) addIssue({ code: 'custom', message: problem });
  })
  .overwrite((text) => findTimeZone(text) ?? text);

/** What an investor looks for. An empty list or null bound means any. */
const matchFields = {
  industries: z.array(textLine().min(1).max(60)).max(100, 'choose at most 100').overwrite(unique),
  fundingStages: z.array(fundingStage).overwrite(unique),
  locations: z.array(locationPath).max(200, 'choose at most 200').overwrite(unique),
  /** Ticket size in whole US dollars, compared with the round's amount. */
  minFunding: usd.nullable().default(null),
  maxFunding: usd.nullable().default(null),
  /** Startups whose name, description or tags contain one of these words are never proposed. */
  excludedTerms: z.array(textLine().min(2).max(60)).max(50, 'choose at most 50').overwrite(unique).default([]),
  /** Criteria that a startup must satisfy. The others only add to the score. */
  mustMatch: z.array(criterion).overwrite(unique).default([]),
};

/** When the digest arrives. */
const scheduleFields = {
  dailyRecommendations: z.boolean(),
  preferredTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 08:00'),
  timeZone,
  weekdays: z.array(weekday).min(1, 'choose at least one day').overwrite(unique),
  /** Local date from which digests are sent again. */
  pausedUntil: z.iso.date('must be a date like 2026-03-29').nullable().default(null),
};

const ordered = (value: { minFunding: number | null; maxFunding: number | null }) =>
  value.minFunding === null || value.maxFunding === null || value.minFunding <= value.maxFunding;
const orderedProblem = { path: ['maxFunding'], message: 'must not be below the minimum' };

export const matchPreferences = z.object(matchFields).refine(ordered, orderedProblem);
export type MatchPreferences = z.infer<typeof matchPreferences>;

export const schedulePreferences = z.object(scheduleFields);
export type SchedulePreferences = z.infer<typeof schedulePreferences>;

/** The schema of preferences. The form, GraphQL and REST parse with it. */
export const preferences = z.object({ ...matchFields, ...scheduleFields }).refine(ordered, orderedProblem);
export type Preferences = z.infer<typeof preferences>;

/** Preferences and the stored version that they were made from. Without a version they replace any stored version. */
export const preferencesToSave = preferences.safeExtend({
  expectedVersion: z.int32('must be a whole number').min(0, 'must not be negative').optional(),
});

export const DEFAULT_PREFERENCES: Preferences = {
  industries: [],
  fundingStages: [],
  locations: [],
  minFunding: null,
  maxFunding: null,
  excludedTerms: [],
  // A wrong industry or place looks like a mistake. A neighbouring stage or amount can be of interest.
  mustMatch: ['industry', 'location'],
  dailyRecommendations: true,
  preferredTime: '08:00',
  timeZone: 'UTC',
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  pausedUntil: null,
};
