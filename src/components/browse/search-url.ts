import type { LocationQuery, LocationQueryRaw, LocationQueryValue } from 'vue-router';
import { FUNDING_STAGE_CODES } from '../../../amplify/domain/labels';
import { PLACE_PATH } from '../../../amplify/domain/place-path';
import { visibleLine } from '../../../amplify/domain/visible-text';
import type { SearchSort } from '../../../amplify/domain/catalog/search-input';
import type { SearchQuery } from '../../api/startups';
import { sortText } from '../../text/browse';

/** What the browse page shows: a query, and a page of its results. */
export interface BrowseState {
  query: SearchQuery;
  /** 1 for the first page. */
  page: number;
  /** The cursor at which the page starts. Null for the first page. */
  cursor: string | null;
}

const MAX_TEXT = 200;
const MAX_LIST = 50;

/** Reads the state from the address. People type, shorten and share addresses, so invalid entries are ignored. */
export function readBrowseUrl(address: LocationQuery): BrowseState {
  const min = readAmount(address['min']);
  const max = readAmount(address['max']);
  const inOrder = min === null || max === null || min <= max;
  const sort = first(address['sort']);
  const cursor = first(address['after']) || null;
  const page = Number(first(address['page']));
  return {
    query: {
      text: visibleLine(first(address['q'])).slice(0, MAX_TEXT),
      industries: list(address['industry'], visibleLine).filter((industry) => industry.length <= 60),
      fundingStages: list(address['stage']).filter((stage) => FUNDING_STAGE_CODES.some((known) => known === stage)),
      locations: list(address['place']).filter((place) => PLACE_PATH.test(place)),
      minFunding: inOrder ? min : null,
      maxFunding: max,
      sort: Object.hasOwn(sortText, sort) ? (sort as SearchSort) : 'relevance',
    },
    page: cursor && Number.isInteger(page) && page > 1 ? page : cursor ? 2 : 1,
    cursor,
  };
}

/** The query string of a state. Defaults are left out, so that it is empty for the default state. */
export function browseUrl({ query, page, cursor }: BrowseState): LocationQueryRaw {
  return {
    ...(query.text ? { q: query.text } : {}),
    ...(query.industries.length ? { industry: query.industries } : {}),
    ...(query.fundingStages.length ? { stage: query.fundingStages } : {}),
    ...(query.locations.length ? { place: query.locations } : {}),
    ...(query.minFunding !== null ? { min: String(query.minFunding) } : {}),
    ...(query.maxFunding !== null ? { max: String(query.maxFunding) } : {}),
    ...(query.sort !== 'relevance' ? { sort: query.sort } : {}),
    ...(cursor ? { page: String(page), after: cursor } : {}),
  };
}

/**
 * A search as a text, to store and to compare. It does not depend on the order in which filters were chosen. Empty for
 * the default search, which shows the newest rounds first.
 */
export function searchText(query: SearchQuery): string {
  const { text, industries, fundingStages, locations, sort } = query;
  const inOrder = {
    ...query,
    industries: industries.toSorted(),
    fundingStages: fundingStages.toSorted(),
    locations: locations.toSorted(),
    sort: sort === 'newest' && !text ? 'relevance' : sort,
  } as const;
  const entries = Object.entries(browseUrl({ query: inOrder, page: 1, cursor: null }));
  return new URLSearchParams(
    entries.flatMap(([key, value]) => [value].flat().map((entry) => [key, String(entry)])),
  ).toString();
}

/** Reads a text of `searchText`. Invalid entries are ignored. */
export function readSearchText(text: string): SearchQuery {
  const entries = new URLSearchParams(text);
  return readBrowseUrl(Object.fromEntries([...entries.keys()].map((key) => [key, entries.getAll(key)]))).query;
}

function values(value: LocationQueryValue | LocationQueryValue[] | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === 'string');
}

function first(value: LocationQueryValue | LocationQueryValue[] | undefined): string {
  return values(value)[0] ?? '';
}

function list(
  value: LocationQueryValue | LocationQueryValue[] | undefined,
  normalise: (entry: string) => string = (entry) => entry,
): string[] {
  const entries = values(value).map(normalise);
  return [...new Set(entries.filter((entry) => entry !== ''))].slice(0, MAX_LIST);
}

function readAmount(value: LocationQueryValue | LocationQueryValue[] | undefined): number | null {
  const text = first(value);
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}
