import { describe, expect, it, test } from 'vitest';
import { InvalidInputError } from '../errors';
import type { Startup } from '../startup';
import { Catalog } from './catalog';
import { SEARCH_SORTS, type SearchInput, searchInput } from './search-input';
import { search } from './search';

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

  test('counts the values of a facet without that facet’s own filter', () => {
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

  test.each(SEARCH_SORTS)('pages by %s show every startup once, even if a startup is added between pages', (sort) => {
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

  test('hides a startup that is no longer listed, but still finds it by its id', () => {
    const catalog = Catalog.from([startupOf('a')]);
    catalog.applyChanges([startupOf('a', { listed: false })]);
    expect(search(catalog, input()).total).toBe(0);
    expect(catalog.size).toBe(0);
    expect(catalog.get('a')).not.toBeNull();
  });

  test.each(['nonsense', '', 'W10'])('rejects the cursor %j and names the field', (cursor) => {
    const refused = () => search(Catalog.from([startupOf('a')]), input({ cursor }));
    expect(refused).toThrow(InvalidInputError);
    expect(refused).toThrow(/^cursor: /);
  });
});

/** Name and further facts of each startup, by id. */
const NAMED: Record<string, Partial<Startup>> = {
  cafe: { name: 'Cafe Brix' },
  cafeAccent: { name: 'Café Brix' },
  cafeteria: { name: 'Cafeteria Brix' },
  uber: { name: 'Uber' },
  ueber: { name: 'Über' },
  tyre: { name: 'Ubre' },
  inText: { name: 'Rides', description: 'Like uber for boats' },
  tokyo: { name: '東京' },
  tokyoMetro: { name: '東京都交通株式会社' },
  kyoto: { name: '京都市' },
  seoul: { name: '서울로보틱스' },
  hangul: { name: '로보틱스' },
  bangkok: { name: 'บริษัทกรุงเทพ' },
  kana: { name: 'ソフトバンク' },
  moscow: { name: 'Яндекс Ёлка' },
  athens: { name: 'Ωμέγα' },
  strasse: { name: 'Straße Digital' },
  lodz: { name: 'Łódź Labs' },
  malmo: { name: 'Malmø Ære' },
  istanbul: { name: 'İstanbul Işık' },
  hafnarfjordur: { name: 'Þór Ðelta' },
  ligature: { name: 'ﬁntech ﬂow' },
  trademark: { name: 'Orbit™ Works' },
  cplus: { name: 'Compilers', description: 'Tools for C++ and C#' },
  calm: { name: 'Calm' },
  dotnet: { name: 'Hosting', description: 'Runs .NET and node.js' },
  network: { name: 'Network Nine' },
  rated: { name: 'Rated 4+' },
  percent: { name: 'Hundred', description: '100% organic_food "fresh"' },
  germany: { name: 'Isar', country: 'DE', region: 'Bavaria', city: 'Munich' },
  london: { name: 'Thames', country: 'GB', region: 'England', city: 'London' },
  dubai: { name: 'Creek', country: 'AE', region: null, city: 'Dubai' },
  california: { name: 'Bay', country: 'US', region: 'CA', city: 'Oakland' },
};

describe('a search text', () => {
  const catalog = Catalog.from(
    Object.entries(NAMED).map(([id, facts]) =>
      startupOf(id, { country: 'FR', region: 'Occitanie', city: 'Nîmes', ...facts }),
    ),
  );

  it.each<[query: string, found: string[]]>([
    // The order is: as written, folded, a longer word, a typo.
    ['cafe', ['cafe', 'cafeAccent', 'cafeteria']],
    ['café', ['cafeAccent', 'cafe', 'cafeteria']],
    ['CAFÉ', ['cafeAccent', 'cafe', 'cafeteria']],
    ['cafe\u0301', ['cafeAccent', 'cafe', 'cafeteria']],
    ['uber', ['uber', 'ueber', 'inText', 'tyre']],
    ['über', ['ueber', 'uber', 'inText', 'tyre']],
    // Names in other scripts, whole and inside longer words.
    ['東京', ['tokyo', 'tokyoMetro']],
    ['京都', ['kyoto', 'tokyoMetro']],
    ['交通', ['tokyoMetro']],
    ['都', ['kyoto', 'tokyoMetro']],
    ['東都', []],
    ['로보틱스', ['hangul', 'seoul']],
    ['보틱', ['hangul', 'seoul']],
    ['서울', ['seoul']],
    ['กรุงเทพ', ['bangkok']],
    ['バンク', ['kana']],
    ['яндекс', ['moscow']],
    ['елка', ['moscow']],
    ['ωμεγα', ['athens']],
    // Letters that Unicode does not decompose.
    ['strasse', ['strasse']],
    ['STRASSE', ['strasse']],
    ['straße', ['strasse']],
    ['lodz', ['lodz']],
    ['malmo', ['malmo']],
    ['aere', ['malmo']],
    ['ære malmo', ['malmo']],
    ['istanbul isik', ['istanbul']],
    ['thor', ['hafnarfjordur']],
    ['delta', ['hafnarfjordur']],
    ['fintech flow', ['ligature']],
    ['orbit', ['trademark']],
    // Signs.
    ['+', []],
    ['%', []],
    ['_', []],
    ['"', []],
    ['"" + %', []],
    ['c++', ['cplus']],
    ['C#', ['cplus']],
    ['.NET', ['dotnet']],
    ['.js', ['dotnet']],
    // A prefix of a name ranks above a word of a description.
    ['net', ['network', 'dotnet']],
    ['node.js', ['dotnet']],
    ['4+', ['rated']],
    ['100%', ['percent']],
    ['organic_food', ['percent']],
    ['"fresh"', ['percent']],
    // Countries and regions by name.
    ['Germany', ['germany']],
    ['Deutschland', ['germany']],
    ['bavaria', ['germany']],
    ['United Kingdom', ['london']],
    ['UK', ['london']],
    ['UAE', ['dubai']],
    ['United Arab Emirates', ['dubai']],
    ['USA', ['california']],
    ['United States', ['california']],
    ['California', ['california']],
    ['nimes calm', ['calm']],
  ])('%j finds %j, in this order', (text, found) => {
    expect(idsOf(catalog, { text, limit: 10 })).toEqual(found);
  });
});
