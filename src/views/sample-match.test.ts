import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import { NO_HISTORY } from '../../amplify/domain/matching/history';
import { rankForDigest } from '../../amplify/domain/matching/rank';
import { DEFAULT_PREFERENCES } from '../../amplify/domain/preferences';
import type { Startup } from '../../amplify/domain/startup';
import { landingText } from '../text/landing';
import { SAMPLE_MATCH, SAMPLE_OTHERS } from './sample-match';

const DEMO_SET = `${import.meta.dirname}/../../import/demo/startups.jsonl.gz`;
const NOW = new Date('2013-10-02T00:00:00.000Z');
/** In words: `landingText.sampleFor`. */
const PREFERENCES = {
  ...DEFAULT_PREFERENCES,
  industries: ['biotech', 'cleantech'],
  fundingStages: ['series-a' as const],
  locations: ['US/CA', 'US/MA'],
  minFunding: 1_000_000,
  maxFunding: 10_000_000,
};

function demoCatalog(): Catalog {
  const lines = gunzipSync(readFileSync(DEMO_SET)).toString('utf8').trim().split('\n');
  const unknownFacts = { description: null, website: null, tags: [], foundedYear: null, teamSize: null, listed: true };
  const updatedAt = NOW.toISOString();
  return Catalog.from(lines.map((line) => ({ ...unknownFacts, ...JSON.parse(line), updatedAt }) as Startup));
}

it('the landing page shows what the ranker finds in the demo startups', () => {
  const [first, ...others] = rankForDigest(PREFERENCES, demoCatalog(), NO_HISTORY, NOW).matches.slice(0, 3);
  expect(SAMPLE_MATCH).toEqual(first);
  expect(landingText.sampleSubject).toBe(`3 new matches: ${first!.name}, ${others[0]!.name} and 1 more`);
  expect(SAMPLE_OTHERS).toEqual(
    others.map((match) => Object.fromEntries(Object.keys(SAMPLE_OTHERS[0]!).map((key) => [key, match[key as 'name']]))),
  );
});
