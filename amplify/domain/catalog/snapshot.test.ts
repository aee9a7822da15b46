import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rank } from '../matching/rank';
import { DEFAULT_PREFERENCES } from '../preferences';
import { FUNDING_STAGES, type Startup } from '../startup';
import { Catalog } from './catalog';
import { SEARCH_SORTS, searchInput } from './search-input';
import { search } from './search';
import { UnreadableSnapshotError } from './snapshot-sections';
import { decodeSnapshot, encodeSnapshot } from './snapshot';

const NOW = new Date('2026-11-22T08:00:00Z');

const text = fc.oneof(
  fc.constantFrom('Solar', 'Café Ωmega', '=Acme & Söhne', '𝔘nicode 🚀', '\ufeffbom', 'İstanbul ﬁntech', '株式会社'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const instant = fc.oneof(
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2027-01-01') }).map((date) => date.toISOString()),
  fc.constantFrom('2026-03-01T00:00:00Z', '2026-03-01T00:00:00.123456Z', '2026-03-01T00:00Z'),
);
const facts = {
  name: text,
  industry: orNull(fc.constantFrom('biotech', 'web', 'santé')),
  fundingStage: orNull(fc.constantFrom(...FUNDING_STAGES)),
  country: orNull(fc.constantFrom('US', 'DE')),
  region: orNull(fc.constantFrom('CA', 'Île-de-France')),
  city: orNull(fc.constantFrom('San Francisco', '京都')),
  description: orNull(fc.oneof(text, fc.constant(''))),
  website: orNull(fc.webUrl()),
  fundingAmount: orNull(fc.oneof(fc.integer({ min: 0, max: 1e12 }), fc.constantFrom(0, 1e12))),
  tags: fc.array(text, { maxLength: 4 }),
  foundedYear: orNull(fc.integer({ min: 1700, max: 2200 })),
  teamSize: orNull(fc.integer({ min: 1, max: 5e6 })),
  source: orNull(text),
  listedAt: orNull(instant),
  updatedAt: instant,
  listed: fc.boolean(),
};
const startup: fc.Arbitrary<Startup> = fc.record({ id: fc.string({ unit: 'binary', minLength: 1 }), ...facts });
const startups = fc.uniqueArray(startup, { selector: ({ id }) => id, maxLength: 25 });

const published = (catalog: Catalog) => decodeSnapshot(encodeSnapshot(catalog));
const everyRow = (catalog: Catalog) => Array.from({ length: catalog.rowCount }, (_, row) => catalog.at(row));

/** The results of searches and rankings on the catalog. */
function answersOf(catalog: Catalog) {
  const inputs = ['', 'solar', 'cafe', '京都', 'acme'].flatMap((query) =>
    SEARCH_SORTS.map((sort) => ({ text: query, sort, limit: 5 })),
  );
  const filtered = { industries: ['biotech'], locations: ['US/CA'], maxFunding: 1e6 };
  const profile = { ...DEFAULT_PREFERENCES, industries: ['web', 'santé'], locations: ['DE', 'US/CA'], minFunding: 10 };
  const [entry] = everyRow(catalog);
  const portfolio = entry
    ? [{ startupId: entry.id, status: 'invested' as const, passReason: null, at: '2026-01-01T00:00:00Z', facts: entry }]
    : [];
  return {
    size: catalog.size,
    searches: [...inputs, filtered].map((input) => search(catalog, searchInput.parse(input))),
    rankings: [
      { ...profile, excludedTerms: ['solar'] },
      { ...profile, mustMatch: ['industry' as const] },
    ].map((one) => rank(one, catalog, { portfolio, sent: [] }, NOW)),
  };
}

describe('a catalog read from its snapshot', () => {
  test('has every fact of every startup, and gives the same answers as the published catalog', () => {
    fc.assert(
      fc.property(startups, (some) => {
        const catalog = Catalog.from(some);
        const read = published(catalog);
        expect(everyRow(read)).toEqual(some);
        expect(some.map(({ id }) => read.get(id))).toEqual(some);
        expect(read.get('nobody has this id')).toBeNull();
        expect(answersOf(read)).toEqual(answersOf(catalog));
      }),
    );
  });

  test('applies changes like the published catalog, and skips startups with the same facts', () => {
    const edit = fc.record({ at: fc.nat(), ...facts }, { requiredKeys: ['at'] });
    fc.assert(
      fc.property(startups, fc.array(edit, { maxLength: 6 }), startups, (some, edits, more) => {
        const catalog = Catalog.from(some);
        const read = published(catalog);
        const edited = some.length === 0 ? [] : edits.map(({ at, ...its }) => ({ ...some[at % some.length]!, ...its }));
        for (const changes of [structuredClone(some), edited, more]) {
          expect(read.applyChanges(changes)).toEqual(catalog.applyChanges(changes));
          expect(read.version).toBe(catalog.version);
          expect(answersOf(read)).toEqual(answersOf(catalog));
        }
        expect(everyRow(published(read))).toEqual(everyRow(catalog));
      }),
      { numRuns: 50 },
    );
  });

  test('can be empty, and accepts a first startup', () => {
    const read = published(Catalog.from([]));
    expect([read.size, read.rowCount, read.version]).toEqual([0, 0, 0]);
    const [first] = fc.sample(startup, 1);
    read.applyChanges([first!]);
    expect(everyRow(read)).toEqual([first]);
  });

  test('can be read from bytes at any offset', () => {
    const bytes = encodeSnapshot(Catalog.from(fc.sample(startups, 1)[0]!));
    const shifted = new Uint8Array(bytes.length + 3).subarray(3);
    shifted.set(bytes);
    expect(everyRow(decodeSnapshot(shifted))).toEqual(everyRow(decodeSnapshot(bytes)));
  });
});

describe('bytes that are not a snapshot', () => {
  const [some] = fc.sample(fc.uniqueArray(startup, { selector: ({ id }) => id, minLength: 5, maxLength: 9 }), 1);
  const good = encodeSnapshot(Catalog.from(some!));

  test('are rejected if a single bit differs', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(7), (at, bit) => {
        const bytes = good.slice();
        bytes[at]! ^= 1 << bit;
        expect(() => decodeSnapshot(bytes)).toThrow(UnreadableSnapshotError);
      }),
    );
  });

  test('are rejected if they are truncated, too long or not a snapshot', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), (length) => {
        expect(() => decodeSnapshot(good.slice(0, length))).toThrow(UnreadableSnapshotError);
      }),
    );
    const longer = new Uint8Array(good.length + 8);
    longer.set(good);
    expect(() => decodeSnapshot(longer)).toThrow('bytes instead of');
    expect(() => decodeSnapshot(new Uint8Array(64))).toThrow('is not a catalog');
  });

  test('are rejected or give a complete catalog, even if the checksum is correct', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length / 4 - 5), fc.nat(0xff)), { minLength: 1 }), (edits) => {
        const words = new Uint32Array(good.slice().buffer);
        for (const [at, value] of edits) words[at + 4] = value;
        words[1] = checksumOf(words);
        try {
          everyRow(decodeSnapshot(new Uint8Array(words.buffer)));
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableSnapshotError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** The checksum as docs/decisions/0015-catalog-carrier.md describes it. */
function checksumOf(words: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (const word of words.subarray(4)) {
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}
