import type { DigestMatch } from '../../amplify/domain/digest/match';

/*
 * The ranker's first three matches from the demo startups, for the preferences on the landing page, on 2 October 2013.
 * sample-match.test.ts compares them with the ranker.
 */

const FACTS = {
  industry: 'cleantech',
  fundingStage: 'series-a',
  country: 'US',
  region: 'MA',
} as const;

export const SAMPLE_MATCH: DigestMatch = {
  ...FACTS,
  startupId: 'powerhouse-dynamics',
  name: 'PowerHouse dynamics',
  city: 'Newton',
  fundingAmount: 1_466_410,
  website: null,
  source: 'crunchbase-2013',
  changed: null,
  round: 'series-a|1466410|2012-04-12T00:00:00.000Z',
  score: 86.6,
  unknown: [],
  reasons: [
    { criterion: 'industry', verdict: 'match', value: 'cleantech', share: null, points: 30.5, most: 30.5 },
    { criterion: 'stage', verdict: 'match', value: 'series-a', share: null, points: 25.4, most: 25.4 },
    {
      criterion: 'location',
      verdict: 'match',
      value: 'US/MA/Newton',
      asked: 'US/MA',
      share: null,
      shareOf: null,
      points: 13.2,
      most: 14.3,
    },
    { criterion: 'amount', verdict: 'match', value: '1466410', share: null, points: 17.5, most: 27.2 },
    { criterion: 'recency', verdict: 'any', value: '2012-04-12', share: null, points: 0, most: 2.6 },
  ],
};

export const SAMPLE_OTHERS = [
  { ...FACTS, name: 'Essess, Inc', city: 'Boston', fundingAmount: 6_000_000, score: 86.2 },
  { ...FACTS, name: 'Energy Points', city: 'Boston', fundingAmount: 3_000_000, score: 86.2 },
];
