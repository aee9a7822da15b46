import type { Facets } from '../../amplify/domain/catalog/facets';
import type { SearchSort } from '../../amplify/domain/catalog/search-input';
import type { Startup } from '../../amplify/domain/startup';
import { ApiError } from './errors';
import { withStage } from './funding-stage';
import { request, type RequestOptions } from './graphql';
import { getStartupQuery, searchStartupsQuery } from './operations/startups';

/** Facts of a startup as search and the startup page show them. */
export type StartupSummary = Omit<Startup, 'listed'>;

/** Filters combine with and, the values of one filter with or; an empty one means any. Amounts are US dollars. */
export interface SearchQuery {
  text: string;
  industries: string[];
  fundingStages: string[];
  /** Paths like `US`, `US/CA`, `US/CA/San Francisco` or `DE//Berlin`. */
  locations: string[];
  minFunding: number | null;
  maxFunding: number | null;
  sort: SearchSort;
}

/** Finds the whole catalog. */
export const EMPTY_QUERY: Readonly<SearchQuery> = {
  text: '',
  industries: [],
  fundingStages: [],
  locations: [],
  minFunding: null,
  maxFunding: null,
  sort: 'relevance',
};

export interface StartupPage {
  items: StartupSummary[];
  /** All startups that the query finds, over all pages. */
  total: number;
  /** Asks for the next page; null on the last. */
  nextCursor: string | null;
  facets: Facets;
}

/** One page of the catalog. With `placeText`, the facets hold the places of that name. Throws ApiError. */
export async function searchStartups(
  query: SearchQuery,
  page: { cursor?: string | null; limit?: number; placeText?: string } = {},
  options?: RequestOptions,
): Promise<StartupPage> {
  const { searchStartups: found } = await request(searchStartupsQuery, { ...query, ...page }, options);
  return { ...found, items: found.items.map(withStage) };
}

/** Every fact of one startup. Throws ApiError `notFound` where there is none of that id. */
export async function getStartup(id: string, options?: RequestOptions): Promise<Startup> {
  const { getStartup: row } = await request(getStartupQuery, { id }, options);
  if (!row) throw new ApiError('notFound');
  return { ...withStage(row), tags: (row.tags ?? []).filter((tag) => tag !== null) };
}
