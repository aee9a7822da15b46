import * as z from 'zod';
import { locationPath } from '../place';
import { fundingStage, usd } from '../startup';
import { textLine } from '../text';

export const SEARCH_SORTS = ['relevance', 'newest', 'amountDesc', 'amountAsc', 'name'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

/**
 * The input of a search from the browse page, GraphQL or REST. A missing filter accepts any value. Filters are combined
 * with AND, the values of a filter with OR.
 */
export const searchInput = z
  .object({
    text: textLine().max(200, 'must be at most 200 characters').default(''),
    industries: z.array(textLine().min(1).max(60)).max(100, 'choose at most 100').default([]),
    fundingStages: z.array(fundingStage).max(50, 'choose at most 50').default([]),
    locations: z.array(locationPath).max(200, 'choose at most 200').default([]),
    /** US dollars. A startup with an unknown amount is outside of every range. */
    minFunding: usd.nullable().default(null),
    maxFunding: usd.nullable().default(null),
    /** With a text, the facets have the places of this name instead of the largest ones. */
    placeText: textLine().max(100, 'must be at most 100 characters').default(''),
    /** Without a text, `relevance` sorts like `newest`. */
    sort: z.enum(SEARCH_SORTS).default('relevance'),
    /** `nextCursor` of the previous page. */
    cursor: z.string().max(1000).nullable().default(null),
    limit: z.int().min(1, 'must be at least 1').max(100, 'must be at most 100').default(25),
  })
  .refine(({ minFunding, maxFunding }) => minFunding === null || maxFunding === null || minFunding <= maxFunding, {
    path: ['maxFunding'],
    message: 'must not be below the minimum',
  });
export type SearchInput = z.infer<typeof searchInput>;
