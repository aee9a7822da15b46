import type { Facets } from '../../amplify/domain/catalog/facets';
import type { SearchSort } from '../../amplify/domain/catalog/search-input';
import type { Startup } from '../../amplify/domain/startup';
import { ApiError } from './errors';
import { request, type RequestOptions } from './graphql';
import { fieldsOf } from './selection';

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

const SUMMARY_FIELDS = fieldsOf(
  'StartupSummary',
  'id',
  'name',
  'industry',
  'fundingStage',
  'country',
  'region',
  'city',
  'description',
  'website',
  'fundingAmount',
  'tags',
  'foundedYear',
  'teamSize',
  'source',
  'listedAt',
  'updatedAt',
);

const SEARCH = /* GraphQL */ `query Search(
  $text: String, $industries: [String!], $fundingStages: [String!], $locations: [String!],
  $minFunding: Float, $maxFunding: Float, $placeText: String, $sort: String, $cursor: String, $limit: Int
) {
  searchStartups(
    text: $text, industries: $industries, fundingStages: $fundingStages, locations: $locations,
    minFunding: $minFunding, maxFunding: $maxFunding, placeText: $placeText, sort: $sort, cursor: $cursor,
    limit: $limit
  ) {
    items { ${SUMMARY_FIELDS} }
    total
    nextCursor
    facets {
      industries { value count }
      fundingStages { value count }
      locations { value count }
    }
  }
}`;

const GET = /* GraphQL */ `query Startup($id: ID!) { getStartup(id: $id) { ${SUMMARY_FIELDS} listed } }`;

/** One page of the catalog. With `placeText`, the facets hold the places of that name. Throws ApiError. */
export async function searchStartups(
  query: SearchQuery,
  page: { cursor?: string | null; limit?: number; placeText?: string } = {},
  options?: RequestOptions,
): Promise<StartupPage> {
  const data = await request<{ searchStartups: StartupPage }>(SEARCH, { ...query, ...page }, options);
  return data.searchStartups;
}

/** Every fact of one startup. Throws ApiError `notFound` where there is none of that id. */
export async function getStartup(id: string, options?: RequestOptions): Promise<Startup> {
  const data = await request<{ getStartup: (Omit<Startup, 'tags'> & { tags: string[] | null }) | null }>(
    GET,
    { id },
    options,
  );
  if (!data.getStartup) throw new ApiError('notFound');
  return { ...data.getStartup, tags: data.getStartup.tags ?? [] };
}
