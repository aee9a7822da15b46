import { describe, expect, it } from 'vitest';
import { Catalog } from '../catalog/catalog';
import { searchInput } from '../catalog/search-input';
import { search } from '../catalog/search';
import { DEFAULT_PREFERENCES } from '../preferences';
import type { Startup } from '../startup';
import { NO_HISTORY } from './history';
import { rank } from './rank';

function startupIn(place: Pick<Startup, 'id' | 'country' | 'region' | 'city'>): Startup {
  const unknown = { fundingStage: null, description: null, website: null, fundingAmount: null, foundedYear: null };
  const at = '2026-02-01T00:00:00.000Z';
  const listing = { listedAt: at, updatedAt: at, listed: true };
  return {
    ...unknown,
    ...listing,
    ...place,
    name: place.id,
    industry: 'web',
    tags: [],
    teamSize: null,
    source: 'test',
  };
}

const PLACES = [
  'DE',
  'DE/Bavaria',
  'DE//Berlin',
  'DE//Munich',
  'DE/Bavaria/Nuremberg',
  'DE/Hesse/Frankfurt',
  'US/CA',
  'US/CA/San Francisco',
  'US//Springfield',
  '',
];

const catalog = Catalog.from(
  PLACES.map((path) => {
    const [country, region, city] = path.split('/');
    return startupIn({
      id: path || 'unknown',
      country: country || null,
      region: region || null,
      city: city || null,
    });
  }),
);

/** m: match, n: near, x: miss, ?: unknown. In the order of PLACES. */
describe('the verdict of a startup’s place for a chosen location', () => {
  it.each([
    ['DE', 'm m m m m m x x x ?'],
    ['DE/Bavaria', '? m ? ? m n x x x ?'],
    ['DE//Berlin', '? ? m n n n x x x ?'],
    ['DE//Munich', '? ? n m n n x x x ?'],
    ['DE//Nuremberg', '? ? n n m n x x x ?'],
    ['DE/Bavaria/Munich', '? ? n m n n x x x ?'],
    ['DE/Hesse', '? n ? ? n m x x x ?'],
    ['US/CA', 'x x x x x x m m ? ?'],
    ['US/CA/San Francisco', 'x x x x x x ? m n ?'],
    ['US/IL/Springfield', 'x x x x x x n n m ?'],
    ['US//Springfield', 'x x x x x x ? n m ?'],
    ['FR//Paris', 'x x x x x x x x x ?'],
  ])('%s', (asked, expected) => {
    const preferences = { ...DEFAULT_PREFERENCES, locations: [asked], mustMatch: [] };
    const verdicts = new Map(
      rank(preferences, catalog, NO_HISTORY, new Date('2026-03-01')).matches.map(({ startup, reasons }) => [
        startup.id,
        reasons.find(({ criterion }) => criterion === 'location')!.verdict,
      ]),
    );
    const signs = { match: 'm', near: 'n', miss: 'x', unknown: '?' } as Record<string, string>;
    expect(PLACES.map((path) => signs[verdicts.get(path || 'unknown')!]).join(' ')).toBe(expected);

    // A must-have accepts matches and unknown places, and no place that is known to be elsewhere.
    const must = rank({ ...preferences, mustMatch: ['location'] }, catalog, NO_HISTORY, new Date('2026-03-01'));
    const passing = PLACES.filter((_, at) => ['m', '?'].includes(expected.split(' ')[at]!));
    expect(must.matches.map(({ startup }) => startup.id).sort()).toEqual(
      passing.map((path) => path || 'unknown').sort(),
    );

    // A filter of the search accepts matches only.
    const found = search(catalog, searchInput.parse({ locations: [asked] }));
    const matching = PLACES.filter((_, at) => expected.split(' ')[at] === 'm');
    expect(found.items.map(({ id }) => id).sort()).toEqual(matching.sort());
  });
});

describe('places by name', () => {
  const named = (placeText: string) =>
    search(catalog, searchInput.parse({ placeText })).facets.locations.map(({ value, count }) => `${value} ${count}`);

  it.each([
    ['ber', ['DE 6', 'DE//Berlin 1']],
    ['MÜN', ['DE 6', 'DE//Munich 1']],
    ['mun', ['DE 6', 'DE//Munich 1']],
    ['cali', ['US 3', 'US/CA 2']],
    ['germ', ['DE 6']],
    ['francisco', ['US 3', 'US/CA 2', 'US/CA/San Francisco 1']],
    ['nowhere', []],
  ])('%s', (text, places) => expect(named(text)).toEqual(places));

  it('are found even if thousands of places have more startups', () => {
    const cities = Array.from({ length: 3000 }, (_, i) =>
      startupIn({ id: `s${i}`, country: 'US', region: 'TX', city: `City ${i >> 1}` }),
    );
    const small = startupIn({ id: 'small', country: 'US', region: 'FL', city: 'Orlando' });
    const { facets } = search(Catalog.from([...cities, small]), searchInput.parse({ placeText: 'orl' }));
    expect(facets.locations).toContainEqual({ value: 'US/FL/Orlando', count: 1 });
  });
});

describe('spellings of one place', () => {
  it('are one node, whichever spelling is used', () => {
    const spellings = ['München', 'MÜNCHEN', 'munchen'];
    const same = Catalog.from(
      spellings.map((city, i) => startupIn({ id: `s${i}`, country: 'DE', region: null, city })),
    );
    expect(search(same, searchInput.parse({})).facets.locations).toEqual([
      { value: 'DE', count: 3 },
      { value: 'DE//München', count: 3 },
    ]);
    for (const city of spellings) expect(search(same, searchInput.parse({ locations: [`DE//${city}`] })).total).toBe(3);
  });
});
