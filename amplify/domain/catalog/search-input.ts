import * as z from 'zod';
import { locationPath } from '../place';
import { fundingStage, usd } from '../startup';
import { textLine } from '../text';

export const SEARCH_SORTS = ['relevance', 'newest', 'amountDesc', 'amountAsc', 'name'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

/** What browse, GraphQL and REST ask for. Every filter left out means any; filters combine with and, their values with or. */
export const searchInput = z
  .object({
    text: textLine().max(200, 'must be at most 200 characters').default(''),
    industries: z.array(textLine().min(1).max(60)).max(100, 'choose at most 100').default([]),
    fundingStages: z.array(fundingStage).max(50, 'choose at most 50').default([]),
    locations: z.array(locationPath).max(200, 'choose at most 200').default([]),
    /** US dollars. A startup whose amount is unknown is outside of every range. */
    minFunding: usd.nullable().default(null),
    maxFunding: usd.nullable().default(null),
    /** Facets hold the places of this name in place of the largest ones. */
    placeText: textLine().max(100, 'must be at most 100 characters').default(''),
    /** `relevance` without a text is `newest`. */
    sort: z.enum(SEARCH_SORTS).default('relevance'),
    /** `nextCursor` of the page before. */
    cursor: z.string().max(1000).nullable().default(null),
    limit: z.int().min(1, 'must be at least 1').max(100, 'must be at most 100').default(25),
  })
  .refine(({ minFunding, maxFunding }) => minFunding === null || maxFunding === null || minFunding <= maxFunding, {
    path: ['maxFunding'],
    message: 'must not be below the minimum',
  });
export type SearchInput = z.infer<typeof searchInput>;
