import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFiles, type Reading } from './import-startups';

/** Every way to write an amount that real files had: what becomes of it in US dollars, and what is said of it. */
const AMOUNTS: [cell: string, dollars: number | null, said: string | null][] = [
  ['$3,400,000', 3_400_000, null],
  ['€3.4M', null, 'EUR'],
  ['$2.15B', 2_150_000_000, null],
  ['$640K', 640_000, null],
  ['2.455,90 €', null, 'EUR'],
  ['2.000', null, 'two ways'],
  ["2'000'000 CHF", null, 'CHF'],
  ['8 000 000 SEK', null, 'SEK'],
  ['₹12.5L', null, 'INR'],
  ['₹2.5 crore', null, 'INR'],
  ['$$2,55,000', 255_000, null],
  ['$$200,00', null, 'two ways'],
  ['8.700,000', null, 'two ways'],
  ['31.45,000', null, 'two ways'],
  ['Undisclosed', null, null],
  ['$Undisclosed', null, null],
  ['—', null, null],
  ['–', null, null],
  ['-', null, null],
  ['N/A', null, null],
  ['None', null, null],
  ['未透露人民币', null, null],
  ['Não divulgado', null, null],
  ['数千万人民币', null, 'is not an amount'],
  ['640万', null, 'currency'],
  ['3.2亿', null, 'currency'],
  ['US$ 2 bilhões+', 2_000_000_000, 'lower bound'],
  ['3000000-5000000', 3_000_000, 'lower bound'],
  ['1.2000000000000002', 1, null],
  ['2.5E+06', 2_500_000, null],
  ['1e20', null, 'trillion'],
  ['-400000', null, 'negative'],
  ['(400,000)', null, 'negative'],
  ['0', null, 'taken as unknown'],
  [' $254,254 ', 254_254, null],
  ['$ 6,600,000', 6_600_000, null],
  ['1900000000', 1_900_000_000, null],
  ['2717772277', 2_717_772_277, null],
  ['NaN', null, 'is not an amount'],
  ['Infinity', null, 'is not an amount'],
  ['#REF!', null, 'error of the spreadsheet'],
];

let folder: string;
let reading: Reading;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amounts-'));
  const path = join(folder, 'amounts.csv');
  await writeFile(path, ['name,amount', ...AMOUNTS.map(([cell], at) => `N${at},"${cell}"`)].join('\n'));
  reading = await readFiles([path], { source: null, now: new Date('2026-11-22T10:00:00Z') });
});
afterAll(() => rm(folder, { recursive: true }));

it.each(AMOUNTS.map((amount, at) => [...amount, at] as const))('%j is %j in US dollars', (_, dollars, said, at) => {
  const { startup } = reading.assembled.candidates.find((candidate) => candidate.startup.name === `N${at}`)!;
  expect(startup.fundingAmount).toBe(dollars);
  const reasons = reading.problems.filter(({ line }) => line === at + 2).map(({ reason }) => reason);
  expect(reasons).toEqual(said === null ? [] : [expect.stringContaining(said)]);
});

it('assumes no currency in a file whose other amounts name US dollars', () => {
  expect(reading.assumedDollars).toBe(0);
});
