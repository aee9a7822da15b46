import type { DigestMatch } from '../../amplify/domain/digest';

/** Markup and control characters as an attacker would put them into a name. */
export const HOSTILE = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>\u202Egnp.exe`;
/** One word that no line can hold, then many. */
export const LONG = `${'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'.repeat(2)} ${'and sons of the long river '.repeat(6)}`;

export const MATCH: DigestMatch = {
  startupId: 'acme-bio',
  name: 'Acme Bio',
  industry: 'biotech',
  fundingStage: 'seed',
  country: 'US',
  region: 'CA',
  city: 'San Francisco',
  fundingAmount: 2_500_000,
  website: 'https://www.acme-bio.example/',
  source: 'crunchbase-2013',
  round: 'seed@2013-09-01',
  score: 87.4,
  reasons: [
    { criterion: 'industry', verdict: 'match', value: 'biotech', asked: 'biotech', share: null, points: 30, most: 30 },
    { criterion: 'stage', verdict: 'match', value: 'seed', asked: 'seed', share: null, points: 20, most: 20 },
    {
      criterion: 'location',
      verdict: 'near',
      value: 'US/CA/San Francisco',
      asked: 'US/NY',
      share: null,
      points: 9,
      most: 18,
    },
    { criterion: 'amount', verdict: 'unknown', value: null, share: null, points: 4, most: 12 },
    { criterion: 'recency', verdict: 'match', value: '2013-09-01', share: null, points: 10, most: 10 },
  ],
  unknown: [],
  changed: null,
};
