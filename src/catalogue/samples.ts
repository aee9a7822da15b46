import type { Bookmark } from '../../amplify/domain/bookmark';
import type { DigestMatch, NearMiss } from '../../amplify/domain/digest/match';
import { DEFAULT_PREFERENCES, type Preferences } from '../../amplify/domain/preferences';
import type { Facets } from '../../amplify/domain/catalog/facets';
import { EMPTY_QUERY, type SearchQuery, type StartupSummary } from '../api/startups';
import type { InvestorProfile } from '../../amplify/domain/profile';
import type { MatchPreview } from '../api/preferences';

/** Markup and a direction override, as an attacker could put them into a name. */
export const HOSTILE = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>\u202Egnp.exe`;
/** A word that is longer than a line, followed by many words. */
export const LONG =
  `${'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'.repeat(2)} ${'and sons of the long river '.repeat(6)}`.trim();
export const NOW = new Date('2026-11-25T09:00:00.000Z');
const INVESTOR = 'investor-1';

/** What a match and a startup have in common. */
const FACTS = {
  name: 'Acme Bio',
  industry: 'biotech',
  fundingStage: 'seed',
  country: 'US',
  region: 'CA',
  city: 'San Francisco',
  website: 'https://www.acme-bio.example/',
  fundingAmount: 2_500_000,
  source: 'crunchbase-2013',
} as const;
/** A startup with almost no known facts. */
const SPARSE_FACTS = {
  name: 'Stealth',
  industry: null,
  fundingStage: null,
  country: null,
  region: null,
  city: null,
  website: null,
  fundingAmount: null,
  source: null,
} as const;
const LONG_FACTS = { name: LONG, city: LONG };
const HOSTILE_FACTS = { name: HOSTILE, city: HOSTILE, website: 'javascript:alert(1)' };

export const MATCH: DigestMatch = {
  ...FACTS,
  startupId: 'acme-bio',
  round: 'seed|2500000|2013-09-01',
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
    { criterion: 'learned', verdict: 'learned', value: 'biotech', share: 0.42, points: 8, most: 10 },
    { criterion: 'recency', verdict: 'any', value: '2013-09-01', share: null, points: 0, most: 10 },
  ],
  unknown: [],
  changed: null,
};

/** Two of the unknown facts are must-haves. */
export const SPARSE_MATCH: DigestMatch = {
  ...MATCH,
  ...SPARSE_FACTS,
  startupId: 'sparse',
  score: 12,
  reasons: [
    { criterion: 'industry', verdict: 'unknown', value: null, share: null, points: 6, most: 30 },
    { criterion: 'stage', verdict: 'miss', value: 'seed', asked: 'series-b', share: null, points: 0, most: 20 },
  ],
  unknown: ['industry', 'location'],
  changed: 'series-b',
};
export const LONG_MATCH: DigestMatch = { ...MATCH, ...LONG_FACTS, startupId: 'long', score: 100 };
export const HOSTILE_MATCH: DigestMatch = { ...MATCH, ...HOSTILE_FACTS, startupId: 'hostile' };

export const NEAR_MISSES: NearMiss[] = [
  { criterion: 'stage', change: 'add', value: 'series-a', gain: 41 },
  { criterion: 'amount', change: 'raiseMaximum', value: '5000000', gain: 12 },
  { criterion: 'location', change: 'add', value: 'US/MA', gain: 3 },
  { criterion: 'industry', change: 'drop', value: null, gain: 1 },
];

export const STARTUP: StartupSummary & { listed: boolean } = {
  ...FACTS,
  id: 'acme-bio',
  description: 'Designs enzymes that take plastic apart, and sells them to recycling plants by the litre.',
  tags: ['enzymes', 'recycling', 'plastic'],
  foundedYear: 2011,
  teamSize: 14,
  listedAt: '2013-09-01T00:00:00.000Z',
  updatedAt: '2026-11-20T00:00:00.000Z',
  listed: true,
};
export const SPARSE_STARTUP: typeof STARTUP = {
  ...STARTUP,
  ...SPARSE_FACTS,
  id: 'sparse',
  description: null,
  tags: [],
  foundedYear: null,
  teamSize: null,
  listedAt: null,
};
export const STARTUPS: (typeof STARTUP)[] = [
  STARTUP,
  {
    ...STARTUP,
    id: 'b',
    name: 'Brightwater',
    industry: 'cleantech',
    fundingStage: 'series-b',
    fundingAmount: 41_000_000,
  },
  SPARSE_STARTUP,
  { ...STARTUP, ...LONG_FACTS, id: 'long', description: LONG, tags: [LONG] },
  { ...STARTUP, ...HOSTILE_FACTS, id: 'hostile', description: HOSTILE },
];

export const BOOKMARK: Bookmark = {
  userId: INVESTOR,
  startupId: STARTUP.id,
  startupName: STARTUP.name,
  status: 'saved',
  note: 'Met the founder at the fair. Ask about the second plant.',
  passReason: null,
  createdAt: '2026-11-02T08:00:00.000Z',
  updatedAt: '2026-11-02T08:00:00.000Z',
};
export const BOOKMARKS: Bookmark[] = [
  BOOKMARK,
  { ...BOOKMARK, startupId: 'b', startupName: 'Brightwater', status: 'dueDiligence', note: null },
  { ...BOOKMARK, startupId: 'long', startupName: LONG, note: LONG },
  { ...BOOKMARK, startupId: 'hostile', startupName: HOSTILE, note: HOSTILE, status: 'invested' },
];

export const NARROW_QUERY: SearchQuery = {
  ...EMPTY_QUERY,
  text: 'enzyme',
  industries: ['biotech'],
  fundingStages: ['seed'],
  locations: ['US/CA/San Francisco'],
  minFunding: 1_000_000,
};

const INDUSTRIES =
  'web biotech software mobile enterprise ecommerce cleantech advertising hardware games_video health security education finance'.split(
    ' ',
  );
export const FACETS: Facets = {
  industries: INDUSTRIES.map((value, at) => ({ value, count: 1200 - 83 * at })),
  fundingStages: [
    { value: 'seed', count: 3120 },
    { value: 'series-a', count: 1904 },
    { value: 'series-b', count: 701 },
    { value: 'other', count: 1 },
  ],
  locations: [
    { value: 'US', count: 5210 },
    { value: 'US/CA', count: 1904 },
    { value: 'US/CA/San Francisco', count: 830 },
    { value: 'US/CA/Palo Alto', count: 210 },
    { value: 'US/NY', count: 640 },
    { value: 'US/NY/New York', count: 610 },
    { value: 'US/MA', count: 390 },
    ...['GB', 'CA', 'DE', 'FR', 'IL', 'IN', 'ES', 'SE'].map((value, at) => ({ value, count: 320 - 31 * at })),
  ],
};

export const PREFERENCES: Preferences = {
  ...DEFAULT_PREFERENCES,
  industries: ['biotech', 'cleantech'],
  fundingStages: ['seed', 'series-a'],
  locations: ['US/CA/San Francisco', 'DE'],
  minFunding: 500_000,
  maxFunding: 2_000_000,
  excludedTerms: ['gambling', 'tobacco'],
  timeZone: 'Europe/Berlin',
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
};
export const PROFILE: InvestorProfile = {
  ...PREFERENCES,
  investorId: INVESTOR,
  email: 'ada@example.com',
  emailStatus: 'active',
  emailStatusAt: null,
  emailStatusReason: null,
  emailStatusDetail: null,
  nextDigestAt: '2026-11-26T07:00:00.000Z',
  preferencesVersion: 3,
  onboarded: true,
  createdAt: '2026-10-01T08:00:00.000Z',
  updatedAt: '2026-11-20T08:00:00.000Z',
};

export const PREVIEW: MatchPreview = {
  matches: [MATCH, SPARSE_MATCH, LONG_MATCH],
  nearMisses: [],
  total: 1234,
  alreadyDecided: 3,
  alreadySent: 20,
};
