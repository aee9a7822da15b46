import type { Facets } from '../../amplify/domain/catalog/facets';
import type { SearchSort } from '../../amplify/domain/catalog/search-input';
import type { Startup } from '../../amplify/domain/startup';
import { ApiError } from './errors';
import { withStage } from './funding-stage';
import { request, type RequestOptions } from './graphql';
import { getStartupQuery, searchStartupsQuery } from './operations/startups';

/** The facts of a startup that search and the startup page show. */
export type StartupSummary = Omit<Startup, 'listed'>;

/** A startup meets every filter, by any of its values. An empty filter means any. Amounts are in US dollars. */
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
  /** How many startups the query finds, over all pages. */
  total: number;
  /** The `cursor` of the next page; null on the last. */
  nextCursor: string | null;
  facets: Facets;
}

/** One page of the catalog. With `placeText`, the facets contain the places with that name. Throws ApiError. */
export async function searchStartups(
  query: SearchQuery,
  page: { cursor?: string | null; limit?: number; placeText?: string } = {},
  options?: RequestOptions,
): Promise<StartupPage> {
  const { searchStartups: found } = await request(searchStartupsQuery, { ...query, ...page }, options);
  return { ...found, items: found.items.map(withStage) };
}

/** All facts of one startup. Throws ApiError `notFound` when there is none with that id. */
export async function getStartup(id: string, options?: RequestOptions): Promise<Startup> {
  const { getStartup: row } = await request(getStartupQuery, { id }, options);
  if (!row) throw new ApiError('notFound');
  return { ...withStage(row), tags: (row.tags ?? []).filter((tag) => tag !== null) };
}
