import { FUNDING_STAGES, type Startup } from '../../amplify/domain/startup';
import type { MatchHistory } from '../../amplify/domain/matching/history';
import { DEFAULT_PREFERENCES, type MatchPreferences } from '../../amplify/domain/preferences';
import { seededRandom } from '../eval/metrics';

const INDUSTRIES =
  'software biotech enterprise mobile web advertising medical cleantech ecommerce analytics games_video health hardware social finance education manufacturing security network_hosting semiconductor messaging other hospitality fashion search news consulting travel sports music nonprofit photo_video real_estate automotive transportation nanotech public_relations design legal pets'.split(
    ' ',
  );
const COUNTRIES: [string, string[]][] = [
  ['US', 'CA NY MA TX WA CO PA IL FL VA GA NC NJ OH MD UT CT MN OR TN AZ MI MO WI IN RI NH DC NV KY'.split(' ')],
  ['DE', ['Berlin', 'Bavaria', 'Hamburg', 'Hesse']],
  ['GB', ['England', 'Scotland', 'Wales']],
  ['IN', ['Karnataka', 'Maharashtra', 'Delhi']],
  ['FR', ['Ile-de-France', 'Occitanie']],
];
const SYLLABLES =
  'ac ba co de fi ga hu in jo ka lo mi no or pa qui ra so ta ur vo wi xe ya zu bri clo dra fle gri'.split(' ');
const DAY = 86_400_000;
const NEWEST = Date.UTC(2026, 10, 1);

/** Startups with the skew of real ones: a few industries, regions and cities hold most, amounts are log-normal. */
export function sampleStartups(count: number, seed = 1): Startup[] {
  const random = seededRandom(seed);
  const skewed = <T>(values: readonly T[]): T => values[Math.floor(values.length * random() ** 2.2)]!;
  const word = () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => skewed(SYLLABLES)).join('');
  const words = Array.from({ length: 4000 }, word);
  return Array.from({ length: count }, (_, at): Startup => {
    const [country, regions] = skewed(COUNTRIES);
    const region = skewed(regions);
    const amount = Math.round(10 ** (6.3 + 0.8 * normal(random)) / 1000) * 1000;
    const listedAt = new Date(NEWEST - Math.floor(random() ** 2 * 1500) * DAY).toISOString();
    return {
      id: `/company/${at}`,
      name: `${capital(word())} ${capital(skewed(words))}`,
      industry: random() < 0.03 ? null : skewed(INDUSTRIES),
      fundingStage:
        random() < 0.05 ? null : skewed(['venture', 'angel', 'series-a', 'seed', ...FUNDING_STAGES] as const),
      country,
      region: random() < 0.03 ? null : region,
      city: random() < 0.1 ? null : `${region} city ${1 + Math.floor(40 * random() ** 2.5)}`,
      description: Array.from({ length: 12 }, () => skewed(words)).join(' '),
      website: null,
      fundingAmount: random() < 0.12 ? null : amount,
      tags: [skewed(words), skewed(words)],
      foundedYear: null,
      teamSize: null,
      source: 'sample',
      listedAt,
      updatedAt: listedAt,
      listed: random() > 0.01,
    };
  });
}

export interface SampleInvestor {
  name: string;
  profile: MatchPreferences;
  history: MatchHistory;
}

/** The investors that the bench ranks for: without and with must-haves and a portfolio. */
export function sampleInvestors(startups: readonly Startup[], seed = 2): SampleInvestor[] {
  const random = seededRandom(seed);
  const soft: MatchPreferences = {
    ...DEFAULT_PREFERENCES,
    industries: ['biotech', 'medical', 'health'],
    fundingStages: ['seed', 'series-a'],
    locations: ['US/CA', 'US/MA', 'DE'],
    minFunding: 500_000,
    maxFunding: 8_000_000,
    mustMatch: [],
  };
  const portfolio = Array.from({ length: 30 }, () => startups[Math.floor(random() * startups.length)]!).map(
    (startup, at): MatchHistory['portfolio'][number] => ({
      startupId: startup.id,
      status: 'invested',
      passReason: null,
      at: new Date(NEWEST - at * 30 * DAY).toISOString(),
      facts: startup,
    }),
  );
  const none: MatchHistory = { portfolio: [], sent: [] };
  return [
    { name: 'preferences, nothing required', profile: soft, history: none },
    {
      name: 'industry and location required',
      profile: { ...soft, mustMatch: ['industry', 'location'] },
      history: none,
    },
    {
      name: 'everything required',
      profile: { ...soft, mustMatch: ['industry', 'stage', 'location', 'amount'] },
      history: none,
    },
    { name: 'preferences and 30 in the portfolio', profile: soft, history: { portfolio, sent: [] } },
  ];
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
