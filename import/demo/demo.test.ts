import { expect, it } from 'vitest';
import { foldWords } from '../../amplify/domain/catalog/text-fold';
import { pathOf } from '../../amplify/domain/place-path';
import { readFiles } from '../import-startups';

it('the demo set has at least 5,000 listed startups with industry, stage, place, amount and date, none rejected', async () => {
  const { assembled, rejected, problems } = await readFiles([`${import.meta.dirname}/startups.jsonl.gz`], {
    source: null,
    now: new Date('2026-11-22T10:00:00Z'),
  });
  expect(problems).toEqual([]);
  expect(rejected).toBe(0);
  const complete = assembled.candidates.filter(
    ({ startup: { listed, industry, fundingStage, country, region, city, fundingAmount, source }, stated }) =>
      listed &&
      stated.has('listedAt') &&
      source === 'crunchbase-2013' &&
      [industry, fundingStage, country, region ?? city, fundingAmount].every((fact) => fact !== null),
  );
  expect(complete.length).toBe(assembled.candidates.length);
  expect(complete.length).toBeGreaterThanOrEqual(5000);
});

it('every place of the demo set has one spelling', async () => {
  const { assembled } = await readFiles([`${import.meta.dirname}/startups.jsonl.gz`], { source: null, now: new Date() });
  const spellings = new Map<string, Set<string>>();
  for (const { startup } of assembled.candidates) {
    const path = pathOf(startup)!;
    const key = path.split('/').map(foldWords).join('/');
    spellings.set(key, (spellings.get(key) ?? new Set()).add(path));
  }
  expect([...spellings.values()].filter(({ size }) => size > 1).map((paths) => [...paths])).toEqual([]);
});
