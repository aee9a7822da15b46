import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import { type MatchHistory, roundOf } from '../../amplify/domain/matching/history';
import { DEFAULT_PREFERENCES, type MatchPreferences } from '../../amplify/domain/preferences';
import { type FundingStage, fundingStage, type Startup } from '../../amplify/domain/startup';

/** Facts of a startup in the format of the cases: `location` is a US state, an amount of 0 is unknown. */
const facts = z.object({
  id: z.string(),
  industry: z.string(),
  fundingStage,
  location: z.string(),
  city: z.string(),
  fundingAmount: z.number(),
});
const pooled = facts.extend({ name: z.string(), listedAt: z.iso.date() });
const matchingCase = z.object({
  investorId: z.string(),
  accelerator: z.boolean(),
  preferences: z.object({
    industries: z.array(z.string()),
    fundingStages: z.array(fundingStage),
    locations: z.array(z.string()),
    minFunding: z.number().nullable(),
    maxFunding: z.number().nullable(),
  }),
  portfolio: z.array(facts.extend({ addedAt: z.iso.date() })),
  exclude: z.array(z.string()),
  relevant: z.array(z.string()),
});
type Facts = z.infer<typeof facts>;

export interface MatchingCase {
  investorId: string;
  accelerator: boolean;
  preferences: MatchPreferences;
  /** The investor's history, in the product's terms. */
  portfolio: MatchHistory['portfolio'];
  exclude: string[];
  relevant: ReadonlySet<string>;
}

export interface Quarter {
  name: string;
  /** First day of the quarter. The ranking uses no data from this day on. */
  start: Date;
  catalog: Catalog;
  cases: MatchingCase[];
}

export const MODES = ['cold', 'warm'] as const;
export type Mode = (typeof MODES)[number];

/** Cold uses the preferences, warm also the portfolio. Neither proposes a startup that the investor has. */
export function historyOf({ portfolio, exclude }: MatchingCase, catalog: Catalog, mode: Mode): MatchHistory {
  const sent = exclude.flatMap((startupId) => {
    const startup = catalog.get(startupId);
    return startup ? [{ startupId, round: roundOf(startup) }] : [];
  });
  return { portfolio: mode === 'warm' ? portfolio : [], sent };
}

/** Every folder of `directory` named by the first day of its quarter, in order. */
export function readQuarters(directory: string): Quarter[] {
  const names = readdirSync(directory)
    .filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name))
    .sort();
  if (names.length === 0)
    throw new Error(`${directory} has no folders named like 2012-07-01. Give the folder of the matching cases.`);
  return names.map((name) => readQuarter(path.join(directory, name), name));
}

function readQuarter(folder: string, name: string): Quarter {
  return {
    name,
    start: new Date(`${name}T00:00:00Z`),
    catalog: Catalog.from(readLines(folder, 'startups', pooled).map(toStartup)),
    cases: readLines(folder, 'cases', matchingCase).map((one) => ({
      investorId: one.investorId,
      accelerator: one.accelerator,
      preferences: {
        ...DEFAULT_PREFERENCES,
        ...one.preferences,
        locations: one.preferences.locations.map((state) => `US/${state}`),
        mustMatch: [],
      },
      portfolio: one.portfolio.map((entry) => ({
        startupId: entry.id,
        status: 'invested',
        passReason: null,
        at: `${entry.addedAt}T00:00:00Z`,
        facts: toFacts(entry),
      })),
      exclude: one.exclude,
      relevant: new Set(one.relevant),
    })),
  };
}

function toFacts(entry: Facts) {
  return {
    industry: entry.industry || null,
    fundingStage: entry.fundingStage as FundingStage,
    country: 'US',
    region: entry.location || null,
    city: entry.city || null,
    fundingAmount: entry.fundingAmount > 0 ? entry.fundingAmount : null,
  };
}

function toStartup(entry: z.infer<typeof pooled>): Startup {
  const listedAt = `${entry.listedAt}T00:00:00Z`;
  return {
    ...toFacts(entry),
    id: entry.id,
    name: entry.name,
    description: null,
    website: null,
    tags: [],
    foundedYear: null,
    teamSize: null,
    source: null,
    listedAt,
    updatedAt: listedAt,
    listed: true,
  };
}

function readLines<T>(folder: string, name: string, schema: z.ZodType<T>): T[] {
  const plain = path.join(folder, `${name}.jsonl`);
  const text = existsSync(plain)
    ? readFileSync(plain, 'utf8')
    : gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const parsed = schema.safeParse(JSON.parse(line));
      if (!parsed.success) throw new Error(`${plain}, line ${index + 1}: ${z.prettifyError(parsed.error)}`);
      return parsed.data;
    });
}
