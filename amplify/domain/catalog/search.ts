import type { Startup } from '../startup';
import { type Catalog, STAGE_COUNT } from './catalog';
import { decodeCursor, encodeCursor, type Position } from './cursor';
import { type FacetCodes, type Facets, toFacets } from './facets';
import { compileFilters } from './row-filter';
import type { SearchInput } from './search-input';
import { compareKeys, firstAfter, sortKey, type SortedBy, sortedRows } from './sort-orders';
import { textScores } from './text-scores';

export interface SearchResult {
  items: Startup[];
  /** The number of startups that pass the text and every filter. */
  total: number;
  nextCursor: string | null;
  /** A facet counts the startups that pass the text and the other filters: the result if that value were chosen. */
  facets: Facets;
}

/** Throws InvalidInputError for a cursor that is not from a page of this search. */
export function search(catalog: Catalog, input: SearchInput): SearchResult {
  const after = input.cursor === null ? null : decodeCursor(input.cursor, input.sort);
  const relevance = input.text === '' ? null : textScores(catalog, input.text);
  const { passing, total, facets } = filter(catalog, input, relevance);
  const byRelevance = input.sort === 'relevance' && relevance !== null;
  const sort = input.sort === 'relevance' ? 'newest' : input.sort;
  const keyOf = byRelevance ? (row: number) => -relevance[row]! : (row: number) => sortKey(catalog, sort, row);
  const page = byRelevance
    ? bestScored(catalog, passing, relevance, after, input.limit + 1)
    : nextInOrder(catalog, passing, sort, after, input.limit + 1);
  const more = page.length > input.limit;
  if (more) page.pop();
  const last = page.at(-1);
  return {
    items: page.map((row) => catalog.at(row)),
    total,
    nextCursor:
      more && last !== undefined ? encodeCursor({ sort: input.sort, key: keyOf(last), id: catalog.at(last).id }) : null,
    facets: toFacets(catalog, facets, input.placeText),
  };
}

/** One pass over the columns. A row that fails only one filter still counts in the facet of that filter. */
function filter(catalog: Catalog, input: SearchInput, relevance: Float32Array | null) {
  const { listed, industry, stage, place, amount } = catalog.columns;
  const accepts = compileFilters(catalog, input);
  const count = catalog.rowCount;
  const passing = new Uint8Array(count);
  const facets: FacetCodes = {
    industry: new Uint32Array(catalog.industries.size),
    stage: new Uint32Array(STAGE_COUNT),
    place: new Uint32Array(catalog.places.size),
  };
  let total = 0;
  for (let row = 0; row < count; row++) {
    if (listed[row] === 0 || (relevance !== null && relevance[row] === 0)) continue;
    if (accepts.hasRange && !(amount[row]! >= accepts.min && amount[row]! <= accepts.max)) continue;
    const wrongIndustry = accepts.industry !== null && accepts.industry[industry[row]!] === 0;
    const wrongStage = accepts.stage !== null && accepts.stage[stage[row]!] === 0;
    const wrongPlace = accepts.place !== null && accepts.place[place[row]!] === 0;
    if (!wrongStage && !wrongPlace) facets.industry[industry[row]!]!++;
    if (!wrongIndustry && !wrongPlace) facets.stage[stage[row]!]!++;
    if (!wrongIndustry && !wrongStage) facets.place[place[row]!]!++;
    if (!wrongIndustry && !wrongStage && !wrongPlace) {
      passing[row] = 1;
      total++;
    }
  }
  return { passing, total, facets };
}

/** The next passing rows in the order of a sort. */
function nextInOrder(catalog: Catalog, passing: Uint8Array, sort: SortedBy, after: Position | null, count: number) {
  const ordered = sortedRows(catalog, sort);
  const isAfter = (row: number) =>
    after === null ? -1 : compareKeys(after.key, after.id, sortKey(catalog, sort, row), catalog.at(row).id);
  const page: number[] = [];
  for (let at = firstAfter(ordered, isAfter); at < ordered.length && page.length < count; at++) {
    if (passing[ordered[at]!] === 1) page.push(ordered[at]!);
  }
  return page;
}

/** The passing rows with the best scores after a position. A short sorted list is enough for one page. */
function bestScored(
  catalog: Catalog,
  passing: Uint8Array,
  scores: Float32Array,
  after: Position | null,
  count: number,
): number[] {
  const compare = (a: number, b: number) => compareKeys(-scores[a]!, catalog.at(a).id, -scores[b]!, catalog.at(b).id);
  const page: number[] = [];
  for (let row = 0; row < passing.length; row++) {
    if (passing[row] === 0) continue;
    if (page.length === count && scores[row]! < scores[page[count - 1]!]!) continue;
    if (after && compareKeys(after.key, after.id, -scores[row]!, catalog.at(row).id) >= 0) continue;
    const at = firstAfter(page, (other) => compare(row, other));
    if (at === count) continue;
    page.splice(at, 0, row);
    if (page.length > count) page.pop();
  }
  return page;
}
