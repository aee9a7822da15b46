import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../errors';
import type { Startup } from '../startup';
import { Catalog } from './catalog';
import { search, SEARCH_SORTS, type SearchInput, searchInput } from './search';

const startupOf = (id: string, fields: Partial<Startup> = {}): Startup => ({
  id,
  name: `Startup ${id}`,
  industry: 'biotech',
  fundingStage: 'seed',
  country: 'US',
  region: 'CA',
  city: 'San Francisco',
  description: null,
  website: null,
  fundingAmount: 1_000_000,
  tags: [],
  foundedYear: null,
  teamSize: null,
  source: null,
  listedAt: '2026-10-01T00:00:00.000Z',
  updatedAt: '2026-10-01T00:00:00.000Z',
  listed: true,
  ...fields,
});
const input = (fields: Partial<SearchInput> = {}) => searchInput.parse(fields);
const idsOf = (catalog: Catalog, fields: Partial<SearchInput>) =>
  search(catalog, input(fields)).items.map(({ id }) => id);

describe('search', () => {
  test.each([
    ['robotics', ['a']],
    ['robo', ['a']],
    ['robtoics', ['a']],
    ['cafe', ['b']],
    ['acme robotics', ['a']],
    ['acme nothing', []],
  ])('finds %s by word, prefix, typo and accent', (text, ids) => {
    const catalog = Catalog.from([startupOf('a', { name: 'Acme Robotics' }), startupOf('b', { name: 'Café Brix' })]);
    expect(idsOf(catalog, { text })).toEqual(ids);
  });

  test('counts a facet as if its own filter were not set', () => {
    const catalog = Catalog.from([
      startupOf('a'),
      startupOf('b', { industry: 'web' }),
      startupOf('c', { industry: 'web', region: 'NY' }),
    ]);
    const { facets, total } = search(catalog, input({ industries: ['biotech'], locations: ['US/CA'] }));
    expect(total).toBe(1);
    expect(facets.industries).toEqual([
      { value: 'biotech', count: 1 },
      { value: 'web', count: 1 },
    ]);
  });

  test.each(SEARCH_SORTS)('pages by %s show every startup once, though one is added on the way', (sort) => {
    const startups = Array.from({ length: 23 }, (_, at) =>
      startupOf(`s${at}`, { fundingAmount: at % 4 === 0 ? null : (at % 5) * 1000, name: `Name ${at % 6}` }),
    );
    const catalog = Catalog.from(startups);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = search(catalog, input({ text: 'name', sort, cursor, limit: 5 }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      catalog.applyChanges([startupOf('late', { listed: true, name: 'Name' })]);
    } while (cursor !== null);
    const early = seen.filter((id) => id !== 'late');
    expect(early.length).toBe(23);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('hides a startup that is no longer listed, and keeps it for those who saved it', () => {
    const catalog = Catalog.from([startupOf('a')]);
    catalog.applyChanges([startupOf('a', { listed: false })]);
    expect(search(catalog, input()).total).toBe(0);
    expect(catalog.size).toBe(0);
    expect(catalog.get('a')).not.toBeNull();
  });

  test.each(['nonsense', '', 'W10'])('refuses the cursor %j by name', (cursor) => {
    const refused = () => search(Catalog.from([startupOf('a')]), input({ cursor }));
    expect(refused).toThrow(InvalidInputError);
    expect(refused).toThrow(/^cursor: /);
  });
});
