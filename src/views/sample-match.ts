import type { DigestMatch } from '../../amplify/domain/digest';

/*
 * The first three startups of the demo set as the ranker proposes them for the preferences that the landing page names,
 * on 2 October 2013.
 */

const FACTS = {
  industry: 'biotech',
  fundingStage: 'series-a',
  country: 'US',
  region: 'CA',
  website: null,
  changed: null,
} as const;

export const SAMPLE_MATCH: DigestMatch = {
  ...FACTS,
  startupId: 'gauss-surgical',
  name: 'Gauss Surgical',
  city: 'Los Altos',
  fundingAmount: 3_172_540,
  round: 'series-a|3172540|2013-09-20T00:00:00.000Z',
  score: 99,
  reasons: [
    { criterion: 'industry', verdict: 'match', value: 'biotech', share: null, points: 22.5 },
    { criterion: 'stage', verdict: 'match', value: 'series-a', share: null, points: 16.9 },
    { criterion: 'location', verdict: 'match', value: 'US/CA/Los Altos', asked: 'US/CA', share: null, points: 21.9 },
    { criterion: 'amount', verdict: 'match', value: '3172540', share: null, points: 28.1 },
    { criterion: 'recency', verdict: 'any', value: '2013-09-20', share: null, points: 9.6 },
  ],
};

export const SAMPLE_OTHERS = [
  { ...FACTS, name: 'Apama Medical', city: 'Saratoga', fundingAmount: 3_200_000, score: 98.7 },
  { ...FACTS, name: 'Triton Algae Innovations', city: 'San Diego', fundingAmount: 5_000_000, score: 97.8 },
];
