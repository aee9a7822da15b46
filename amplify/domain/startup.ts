import * as z from 'zod';
import { placeText } from './place';
import { textBlock, textLine } from './text';
import { visibleLine } from './visible-text';

/** Funding stages in the usual order, then those outside that order. */
export const FUNDING_STAGES = [
  'pre-seed',
  'seed',
  'angel',
  'series-a',
  'series-b',
  'series-c+',
  'venture',
  'private-equity',
  'post-ipo',
  'crowdfunding',
  'other',
] as const;

export const fundingStage = z.enum(FUNDING_STAGES);
export type FundingStage = z.infer<typeof fundingStage>;

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a link that begins with http:// or https://' });
const isoInstant = z.iso.datetime({ error: 'must be an instant like 2026-03-29T06:00:00.000Z' });

/** US dollars, whole. Crunchbase's largest round is below 10^11. */
export const usd = z
  .int({ error: 'must be a whole number of US dollars' })
  .min(0, 'must not be negative')
  .max(1_000_000_000_000, 'must be below a trillion');

/**
 * A startup, in every part of the product. `null` means that the source has no value. Matching treats it as unknown:
 * neither a match nor a miss.
 */
export const startup = z.object({
  id: z.string().min(1).max(200),
  name: textLine().min(1, 'must not be empty').max(200, 'must be at most 200 characters'),
  industry: textLine().min(1).max(60).nullable(),
  fundingStage: fundingStage.nullable(),
  /** ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a two-letter country code')
    .nullable(),
  /** State or region: a code where the country has codes (CA), else a name. */
  region: placeText.nullable(),
  city: placeText.nullable(),
  description: textBlock().max(5000).nullable(),
  website: httpUrl.overwrite(visibleLine).max(500).nullable(),
  /** US dollars of the current or newest round. */
  fundingAmount: usd.nullable(),
  tags: z.array(textLine().min(1).max(60)).max(30),
  foundedYear: z.int().min(1700).max(2200).nullable(),
  teamSize: z.int().min(1).max(5_000_000).nullable(),
  /** Where the facts come from, e.g. `crunchbase-2013`. */
  source: textLine().max(60).nullable(),
  /** Date of the current round, from which matching counts recency. */
  listedAt: isoInstant.nullable(),
  updatedAt: isoInstant,
  /** False hides it from search and matching. Bookmarks of it stay. */
  listed: z.boolean(),
});
export type Startup = z.infer<typeof startup>;
