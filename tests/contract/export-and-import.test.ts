import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bookmark } from '../../amplify/domain/bookmark';
import { FUNDING_STAGES, type Startup } from '../../amplify/domain/startup';
import { readFiles } from '../../import/import-startups';
import { cleanLine, cleanText } from '../../import/cell-text';
import { startupsCsv } from '../../src/components/browse/startups-csv';
import { portfolioCsv } from '../../src/components/portfolio/portfolio-csv';

const now = new Date('2026-11-22T10:00:00Z');
const linkOf = (id: string) => `https://app.example/startups/${encodeURIComponent(id)}`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function importOf(csv: string) {
  const path = join(folder, 'export.csv');
  await writeFile(path, csv);
  return readFiles([path], { source: null, now });
}

/** The imported facts of each startup. */
async function reimported(csv: string): Promise<Partial<Startup>[]> {
  const { assembled, rejected, problems } = await importOf(csv);
  expect([rejected, problems]).toEqual([0, []]);
  return assembled.candidates.map(({ startup, stated }) => ({
    id: startup.id,
    ...Object.fromEntries([...stated].map((field) => [field, startup[field]])),
  }));
}

/** The fields of an export, null where unknown. */
function exported(startup: Partial<Startup>): Partial<Startup> {
  return Object.fromEntries(FIELDS.map((field) => [field, startup[field] ?? (field === 'tags' ? [] : null)]));
}

const FIELDS = [
  ...(['id', 'name', 'industry', 'fundingStage', 'country', 'region', 'city', 'description', 'website'] as const),
  ...(['fundingAmount', 'tags', 'foundedYear', 'teamSize', 'source', 'listedAt'] as const),
];

const ACME: Startup = {
  id: 'acme',
  name: 'Acme',
  industry: 'biotech',
  fundingStage: 'seed',
  country: 'US',
  region: 'CA',
  city: 'San Francisco',
  description: null,
  website: null,
  fundingAmount: 1_000_000,
  tags: [],
  foundedYear: 2011,
  teamSize: 4,
  source: 'crunchbase-2013',
  listedAt: '2013-06-30T00:00:00.000Z',
  updatedAt: '2013-06-30T00:00:00.000Z',
  listed: true,
};

describe('an export of startups is imported unchanged', () => {
  it.each<[string, Partial<Startup>]>([
    ['an id that a URL must encode', { id: 'a/b c' }],
    ['an id of digits', { id: '4711' }],
    ['an industry whose label is not its code', { industry: 'network_hosting' }],
    ['an industry that is not in the list', { industry: 'b2b_saas' }],
    ['an industry with a hyphen', { industry: 'real-estate' }],
    ['an industry with the separators of labels and codes', { industry: 'FinTech | Code: x' }],
    ['an industry that begins like the mark of a code', { industry: 'code:x' }],
    ['Series C or later', { fundingStage: 'series-c+' }],
    ['a funding stage outside the ladder', { fundingStage: 'other' }],
    ['a city without a region', { country: 'DE', region: null, city: 'Berlin' }],
    ['a city in another spelling than the gazetteer’s', { country: 'US', region: 'NY', city: 'NEW YORK' }],
    ['no website', { website: null }],
    ['a website with a quote', { website: "https://acme.example/o'neil?a=1" }],
    ['an amount of 0', { fundingAmount: 0 }],
    ['an amount', { fundingAmount: 999_999_999_999 }],
    ['a round with a future date', { listedAt: '2027-01-01T00:00:00.000Z' }],
    ['a round whose date has a fraction of a second', { listedAt: '2026-11-22T08:00:00.123Z' }],
    ['tags with the separator of tags', { tags: ['a; b', 'c\\', '\\;', 'd, e|f'] }],
    ['tags that stand for an empty cell in other columns', { tags: ['none', '-', 'n/a'] }],
    ['a formula', { name: '=1+1', description: '+49 30', tags: ['@x', '-y'] }],
    [
      'text that begins with an apostrophe, like guarded text',
      { name: "'=1+1", description: "''-", city: "'s-Gravenhage" },
    ],
    ['a name that stands for an empty cell in other columns', { name: 'None', description: '—' }],
    ['a spreadsheet error as a name', { name: '#REF!' }],
    ['text with several lines', { description: 'One, "two"\n\nthree;' }],
    [
      'only an id and a name',
      Object.fromEntries(
        Object.entries(ACME).map(([key, value]) => [
          key,
          Array.isArray(value) ? [] : key === 'listedAt' ? value : null,
        ]),
      ),
    ],
  ])('%s', async (_, facts) => {
    const startup = { ...ACME, ...facts, id: facts.id ?? 'acme', name: facts.name ?? 'Acme' };
    const [back] = await reimported(startupsCsv([startup], linkOf));
    expect(exported(back!)).toEqual(exported(startup));
  });

  it('with any text', async () => {
    const unit = fc.constantFrom(...'aZé日😀"\',;|\\/=+-@#0 \n\t:%<&.', '\u00a0', '\u2028', '\u202e', 'code:', "'=");
    const text = (longest: number, clean: (raw: string) => string = cleanLine) =>
      fc
        .string({ unit, minLength: 1, maxLength: longest })
        .map(clean)
        .filter((cleaned) => cleaned !== '');
    const or = <T>(facts: fc.Arbitrary<T>) => fc.option(facts, { nil: null });
    const place = text(20)
      .map((name) => cleanLine(name.replaceAll('/', '')))
      .filter((name) => name !== '');
    const startup = fc.record({
      id: text(20),
      name: text(20),
      industry: or(text(12)),
      fundingStage: or(fc.constantFrom(...FUNDING_STAGES)),
      country: or(fc.constantFrom('US', 'DE', 'NA')),
      region: or(place),
      city: or(place),
      description: or(text(40, cleanText)),
      website: or(fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true, withFragments: true })),
      fundingAmount: or(fc.integer({ min: 0, max: 999_999_999_999 })),
      tags: fc.uniqueArray(text(12), { maxLength: 4 }),
      foundedYear: or(fc.integer({ min: 1700, max: 2200 })),
      teamSize: or(fc.integer({ min: 1, max: 5_000_000 })),
      source: or(text(12)),
      listedAt: fc
        .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(startup, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
        async (all) => {
          const csv = startupsCsv(
            all.map((facts) => ({ ...facts, updatedAt: ACME.updatedAt })),
            linkOf,
          );
          expect((await reimported(csv)).map(exported)).toEqual(all.map(exported));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('of all demo startups', async () => {
    const demo = await readFiles([join(import.meta.dirname, '../../import/demo/startups.jsonl.gz')], {
      source: null,
      now,
    });
    const startups = demo.assembled.candidates.map(({ startup }) => startup);
    expect((await reimported(startupsCsv(startups, linkOf))).map(exported)).toEqual(startups.map(exported));
  });

  it('except for an edited cell, which is read as in any other file', async () => {
    const csv = startupsCsv([ACME], linkOf)
      .replace('Biotech', 'Games & Video')
      .replace('1000000', '$2.5M')
      .replace('San Francisco,CA,US', 'Munich,,Germany')
      .replace('2013-06-30T00:00:00.000Z', '2014-01-31');
    expect(await reimported(csv)).toMatchObject([
      {
        id: 'acme',
        industry: 'games_video',
        fundingAmount: 2_500_000,
        country: 'DE',
        region: null,
        city: 'Munich',
        listedAt: '2014-01-31T00:00:00.000Z',
      },
    ]);
  });

  it('except for an added row without a name, which is reported', async () => {
    const rows = startupsCsv([ACME], linkOf).trimEnd().split('\r\n');
    const added = rows[1]!.replace('Acme', 'n/a').replace(',acme,', ',,');
    const { problems } = await importOf([...rows, added].join('\r\n'));
    expect(problems).toMatchObject([{ line: 3, reason: 'has no name' }]);
  });

  it('and only guards that the export added are removed', async () => {
    const { assembled } = await importOf("name\n'=1+1\n");
    expect(assembled.candidates[0]!.startup.name).toBe("'=1+1");
  });

  it.each([
    [
      'a link next to a website column is not the website',
      'name,website,link\nAcme,,https://list.example/acme\n',
      null,
    ],
    [
      'a link without a website column is the website',
      'name,link\nAcme,https://acme.example\n',
      'https://acme.example',
    ],
  ])('and %s', async (_, csv, website) => {
    const { assembled } = await importOf(csv);
    expect(assembled.candidates[0]!.startup.website).toBe(website);
  });
});

it('an export of a portfolio has only the ids and names of startups', async () => {
  const bookmark: Bookmark = {
    userId: 'me',
    startupId: 'a/b',
    startupName: '=Acme',
    status: 'passed',
    passReason: 'knownAlready',
    note: 'None',
    createdAt: '2026-11-22T08:00:00.000Z',
    updatedAt: '2026-11-23T08:00:00.000Z',
  };
  expect(await reimported(portfolioCsv([bookmark], linkOf))).toEqual([{ id: 'a/b', name: '=Acme' }]);
});
