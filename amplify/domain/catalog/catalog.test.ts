import { describe, expect, test } from 'vitest';
import type { Startup } from '../startup';
import { Catalog } from './catalog';
import { SEARCH_SORTS, searchInput } from './search-input';
import { search } from './search';
import { applyChangesInSteps } from './apply-changes';
import { rowsWithTerm } from './term-rows';

const WORDS = ['Robotics', 'Café', 'Northwind', 'Genome', 'Ωmega', 'solar', 'Batteries', 'x2', 'İstanbul', 'ﬁntech'];

/** Startup number `at`. Each edition has different facts. */
function startupOf(at: number, edition = 0): Startup {
  const pick = (step: number) => WORDS[(at * step + edition * 3) % WORDS.length]!;
  return {
    id: `s${at}`,
    name: `${pick(1)} ${pick(7)}`,
    industry: ['biotech', 'web', null][(at + edition) % 3]!,
    fundingStage: at % 2 === 0 ? 'seed' : 'series-a',
    country: 'US',
    region: 'CA',
    city: null,
    description: `${pick(3)} for ${pick(9)}`,
    website: null,
    fundingAmount: (at + edition) % 5 === 0 ? null : ((at * 31 + edition * 17) % 90) * 1000,
    tags: [pick(2)],
    foundedYear: null,
    teamSize: null,
    source: null,
    listedAt: new Date(Date.UTC(2026, 0, 1 + ((at * 13 + edition) % 200))).toISOString(),
    updatedAt: new Date(Date.UTC(2026, 9, 1, 0, edition)).toISOString(),
    listed: (at + edition) % 11 !== 0,
  };
}

const startupsOf = (from: number, to: number, edition?: number) =>
  Array.from({ length: to - from }, (_, at) => startupOf(from + at, edition));

function withChanges(catalog: Catalog, changes: Startup[]): Catalog {
  const steps = applyChangesInSteps(catalog, changes);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

describe('a catalog that is refreshed', () => {
  test('does not change for startups that it already has', () => {
    const catalog = Catalog.from(startupsOf(0, 20));
    const { version } = catalog;
    expect(catalog.applyChanges([])).toEqual([]);
    expect(catalog.applyChanges(structuredClone(startupsOf(5, 15)))).toEqual([]);
    expect(catalog.version).toBe(version);
  });

  test.each<Partial<Startup>>([{ name: 'Other' }, { tags: ['solar', 'x2'] }, { tags: [] }, { fundingAmount: 7 }])(
    'applies %j even if updatedAt is the same',
    (facts) => {
      const catalog = Catalog.from(startupsOf(0, 3));
      const { version } = catalog;
      const changed = { ...startupOf(1), ...facts };
      expect(catalog.applyChanges([startupOf(0), changed])).toEqual([1]);
      expect(catalog.version).toBe(version + 1);
      expect(catalog.rowsChangedAfter(version)).toEqual([1]);
      expect(catalog.get('s1')).toBe(changed);
    },
  );

  test('keeps the last of several startups with one id, even if the catalog already had that version', () => {
    const catalog = Catalog.from(startupsOf(0, 3));
    catalog.applyChanges([startupOf(1, 1), startupOf(1)]);
    expect(catalog.get('s1')).toEqual(startupOf(1));
  });

  test('gives the same answers as a new catalog, after few changes and after many', () => {
    const startups = new Map(startupsOf(0, 1500).map((startup) => [startup.id, startup]));
    let catalog = Catalog.from([...startups.values()]);
    const beside: boolean[] = [];
    const texts = ['', 'robotics', 'cafe', 'nortwhind', 'omega', 'istanbul fintech', 'sol'];
    const answers = (of: Catalog) =>
      texts.flatMap((text) =>
        SEARCH_SORTS.map((sort) => ({ text, ...search(of, searchInput.parse({ text, sort, limit: 40 })) })),
      );
    const withTerm = (of: Catalog) => [...rowsWithTerm(of, 'solar')].map((row) => of.at(row).id).sort();
    answers(catalog);
    withTerm(catalog);
    // Few changes, more, some new startups, more than the overlay can hold, and few again.
    const batches: [number, number][] = [[10, 13], [0, 90], [1490, 1540], [100, 800], [700, 705]]; // prettier-ignore
    for (const [at, [from, to]] of batches.entries()) {
      const changes = startupsOf(from, to, at + 1);
      for (const startup of changes) startups.set(startup.id, startup);
      const before = answers(catalog);
      const next = withChanges(catalog, changes);
      if (next !== catalog) expect(answers(catalog), 'the catalog in use').toEqual(before);
      beside.push(next !== catalog);
      catalog = next;
      const anew = Catalog.from([...startups.values()]);
      expect(answers(catalog), `after ${from} to ${to}`).toEqual(answers(anew));
      expect(withTerm(catalog)).toEqual(withTerm(anew));
    }
    expect(beside).toEqual([false, false, false, true, false]);
  });
});
