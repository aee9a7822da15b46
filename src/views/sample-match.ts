import type { DigestMatch } from '../../amplify/domain/digest';

/** A startup of the demo set as the ranker proposes it for the preferences that the landing page names. */
export const SAMPLE_MATCH: DigestMatch = {
  startupId: 'arch-therapeutics',
  name: 'Arch Therapeutics',
  industry: 'biotech',
  fundingStage: 'series-a',
  country: 'US',
  region: 'MA',
  city: 'Natick',
  fundingAmount: 7_322_606,
  website: null,
  round: 'series-a|7322606|2013-07-08T00:00:00.000Z',
  score: 94.6,
  reasons: [
    { criterion: 'industry', verdict: 'match', value: 'biotech', share: null, points: 22.5 },
    { criterion: 'stage', verdict: 'match', value: 'series-a', share: null, points: 16.9 },
    { criterion: 'location', verdict: 'match', value: 'US/MA/Natick', asked: 'US/MA', share: null, points: 21.9 },
    { criterion: 'amount', verdict: 'match', value: '7322606', share: null, points: 28.1 },
    { criterion: 'recency', verdict: 'any', value: '2013-07-08', share: null, points: 5.2 },
  ],
  changed: null,
};
