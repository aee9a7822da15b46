import type { Criterion, Weekday } from './preferences';
import type { FundingStage } from './startup';

/* The words for the data's codes, in one place, so that a second language is a second file. */

const INDUSTRY_LABELS: Record<string, string> = {
  ar_vr: 'AR/VR',
  biotech: 'Biotech',
  cleantech: 'Clean technology',
  ecommerce: 'E-commerce',
  games_video: 'Games and video',
  nanotech: 'Nanotechnology',
  network_hosting: 'Networks and hosting',
  photo_video: 'Photo and video',
  web: 'Web',
};

/** Words with a special spelling, by their spelling in a code. */
const WORDS: Record<string, string> = Object.fromEntries(
  (
    '3D 5G AI API AR AI/ML AR/VR B2B B2B2C B2C B2G BI C2C CAD CMS CPG CRM D2C DAO DIY DNA DTC ERP ESG EV EVs ' +
    'FMCG GIS GPS GPU HR IaaS ICT IIoT iOS IoT IP IT KYC LED LLM LLMs LMS M&A mHealth ML MLOps MVNO NFC NFT NGO NLP ' +
    'OEM OTT P2P PaaS PC PR QR R&D RFID RNA RPA SaaS SEM SEO SMB SME SMEs SMS SQL TV UAV UI US USA UX VoIP VPN VR ' +
    'XR DeFi DevOps DevSecOps FinOps'
  )
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
);

const STAGE_LABELS: Record<FundingStage, string> = {
  'pre-seed': 'Pre-seed',
  seed: 'Seed',
  angel: 'Angel',
  'series-a': 'Series A',
  'series-b': 'Series B',
  'series-c+': 'Series C or later',
  venture: 'Venture round',
  'private-equity': 'Private equity',
  'post-ipo': 'Post-IPO',
  crowdfunding: 'Crowdfunding',
  other: 'Other round',
};

/** Every funding stage in the usual order, for code that must not load zod. */
export const FUNDING_STAGE_CODES = Object.keys(STAGE_LABELS) as readonly FundingStage[];

const CRITERION_LABELS: Record<Criterion, string> = {
  industry: 'Industry',
  stage: 'Stage',
  location: 'Location',
  amount: 'Amount',
};

/** Monday first. */
export const WEEKDAY_LABELS: Record<Weekday, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** USPS codes of the states, the district and the inhabited territories. */
const US_STATES: Record<string, string> = Object.fromEntries(
  (
    'AL:Alabama,AK:Alaska,AZ:Arizona,AR:Arkansas,CA:California,CO:Colorado,CT:Connecticut,DE:Delaware,' +
    'DC:Washington DC,FL:Florida,GA:Georgia,HI:Hawaii,ID:Idaho,IL:Illinois,IN:Indiana,IA:Iowa,KS:Kansas,KY:Kentucky,' +
    'LA:Louisiana,ME:Maine,MD:Maryland,MA:Massachusetts,MI:Michigan,MN:Minnesota,MS:Mississippi,MO:Missouri,' +
    'MT:Montana,NE:Nebraska,NV:Nevada,NH:New Hampshire,NJ:New Jersey,NM:New Mexico,NY:New York,NC:North Carolina,' +
    'ND:North Dakota,OH:Ohio,OK:Oklahoma,OR:Oregon,PA:Pennsylvania,PR:Puerto Rico,RI:Rhode Island,' +
    'SC:South Carolina,SD:South Dakota,TN:Tennessee,TX:Texas,UT:Utah,VT:Vermont,VA:Virginia,VI:US Virgin Islands,' +
    'WA:Washington,WV:West Virginia,WI:Wisconsin,WY:Wyoming,GU:Guam,AS:American Samoa,MP:Northern Mariana Islands'
  )
    .split(',')
    .map((entry) => entry.split(':') as [string, string]),
);

/**
 * `network_hosting` -> `Networks and hosting`. A code without its own label is spelled out: `real_estate` -> `Real estate`,
 * `b2b_saas` -> `B2B SaaS`.
 */
export function industryLabel(industry: string): string {
  if (Object.hasOwn(INDUSTRY_LABELS, industry)) return INDUSTRY_LABELS[industry]!;
  const words = industry.split(/[\s_-]+/).filter(Boolean);
  return words.map((word, index) => wordLabel(word, index === 0)).join(' ');
}

function wordLabel(word: string, first: boolean): string {
  if (Object.hasOwn(WORDS, word)) return WORDS[word]!;
  return first ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

/** The code of a label: `Networks and hosting` -> `network_hosting`; null for other text. */
export function industryOfLabel(label: string): string | null {
  const named = Object.keys(INDUSTRY_LABELS).find((code) => INDUSTRY_LABELS[code] === label);
  const code = named ?? label.toLowerCase().replaceAll(' ', '_');
  return industryLabel(code) === label ? code : null;
}

export function fundingStageLabel(stage: string): string {
  return Object.hasOwn(STAGE_LABELS, stage) ? STAGE_LABELS[stage as FundingStage] : industryLabel(stage);
}

export function criterionLabel(criterion: Criterion): string {
  return CRITERION_LABELS[criterion];
}

/** `DE` -> `Germany`. A code without a name in the runtime is returned unchanged. */
export function countryLabel(country: string): string {
  try {
    return countryNames().of(country) ?? country;
  } catch {
    return country;
  }
}

/* eslint-disable-next-line no-restricted-syntax -- made at the first use: making it takes 11 ms of a cold start. */
let names: Intl.DisplayNames | undefined;
function countryNames(): Intl.DisplayNames {
  return (names ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' }));
}

/**
 * `US/CA/San Francisco` -> `San Francisco, CA`; `US/CA` -> `California`; `DE//Berlin` -> `Berlin, Germany`;
 * `DE/Bavaria` -> `Bavaria, Germany`; `DE` -> `Germany`.
 */
export function placeLabel(path: string): string {
  const [country = '', region, city] = path.split('/');
  if (!region && !city) return countryLabel(country);
  if (country === 'US' && region) {
    if (city) return `${city}, ${region}`;
    return Object.hasOwn(US_STATES, region) ? US_STATES[region]! : `${region}, United States`;
  }
  return `${city ?? region}, ${countryLabel(country)}`;
}

/** A place's own name, without its region and country: `US/CA` -> `California`; `DE//Berlin` -> `Berlin`. */
export function placeName(path: string): string {
  const [country = '', region, city] = path.split('/');
  if (city) return city;
  return region && country !== 'US' ? region : placeLabel(path);
}

/** `2500000` -> `USD 2.5M`: three significant digits, as exact as the announcement of a round. */
export function usdLabel(amount: number): string {
  const units: [number, string][] = [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ];
  for (const [size, letter] of units) {
    // 999,999 is shown as 1M, not as 1000K.
    if (Number(amount.toPrecision(3)) >= size) return `USD ${Number((amount / size).toPrecision(3))}${letter}`;
  }
  return `USD ${Math.round(amount)}`;
}

/** `2026-03-01` -> `March 1, 2026`. Text that is not a date is returned unchanged. */
export function longDateLabel(date: string): string {
  const day = new Date(date);
  return Number.isNaN(day.getTime()) ? date : `${dayOfYearLabel(day)}, ${day.getUTCFullYear()}`;
}

/** `2026-11-23` -> `Monday, November 23`. Text that is not a date is returned unchanged. */
export function weekdayDateLabel(date: string): string {
  const day = new Date(date);
  if (Number.isNaN(day.getTime())) return date;
  return `${Object.values(WEEKDAY_LABELS)[(day.getUTCDay() + 6) % 7]}, ${dayOfYearLabel(day)}`;
}

// Not with Intl: the first DateTimeFormat of a process takes more than 20 ms, and later ones 50 µs each.
function dayOfYearLabel(day: Date): string {
  return `${MONTHS[day.getUTCMonth()]} ${day.getUTCDate()}`;
}
