import path from 'node:path';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import type { DigestMatch } from '../../amplify/domain/digest/match';
import type { DigestEmailInput } from '../../amplify/domain/email/digest-content';
import { NO_HISTORY } from '../../amplify/domain/matching/history';
import { rankForDigest } from '../../amplify/domain/matching/rank';
import { pathOf } from '../../amplify/domain/place-path';
import { DEFAULT_PREFERENCES, type Preferences } from '../../amplify/domain/preferences';
import type { Startup } from '../../amplify/domain/startup';
import { readFiles } from '../../import/import-startups';

/* The states of the digest email, with matches of the real ranker from the demo startups. */

export interface Sample {
  /** Also the file's name. */
  name: string;
  shows: string;
  input: DigestEmailInput;
}

const NOW = new Date('2026-11-23T07:00:00Z');
const DEMO_STARTUPS = path.join(import.meta.dirname, '../../import/demo/startups.jsonl.gz');

const californiaBiotech: Preferences = {
  ...DEFAULT_PREFERENCES,
  industries: ['biotech', 'cleantech'],
  fundingStages: ['series-a', 'series-b'],
  locations: ['US/CA', 'DE'],
  minFunding: 500_000,
  maxFunding: 20_000_000,
  timeZone: 'America/Los_Angeles',
};

const narrow: Preferences = {
  ...californiaBiotech,
  industries: ['nanotech'],
  fundingStages: ['series-a'],
  locations: ['US/CA'],
  maxFunding: 6_000_000,
  mustMatch: ['industry', 'stage', 'location', 'amount'],
  timeZone: 'Europe/Berlin',
  weekdays: ['mon', 'thu'],
};

export async function emailSamples(appUrl: string): Promise<Sample[]> {
  const { assembled } = await readFiles([DEMO_STARTUPS], { source: null, now: NOW });
  const catalog = Catalog.from(assembled.candidates.map(({ startup }) => startup));
  const input = (preferences: Preferences, fields: Partial<DigestEmailInput['digest']> = {}): DigestEmailInput => {
    const ranking = rankForDigest(preferences, catalog, NO_HISTORY, NOW);
    return {
      profile: preferences,
      digest: {
        kind: 'daily',
        dueAt: NOW.toISOString(),
        localDate: '2026-11-23',
        matches: ranking.matches,
        nearMisses: ranking.nearMisses,
        matchTotal: ranking.total,
        ...fields,
      },
      appUrl,
      postalAddress: 'Firstlight, 1 Example Street, 10115 Berlin, Germany',
      delayed: false,
      unsubscribeUrl: null,
    };
  };

  const ten = input(californiaBiotech);
  const few = input(narrow);
  const renamed = (rename: (match: DigestMatch, index: number) => Partial<DigestMatch>) =>
    ten.digest.matches.map((match, index) => withPlaceReason({ ...match, ...rename(match, index) }));

  return [
    { name: 'ten', shows: 'Ten matches', input: ten },
    {
      name: 'one',
      shows: 'One match',
      input: { ...ten, digest: { ...ten.digest, matches: ten.digest.matches.slice(0, 1), matchTotal: 1 } },
    },
    { name: 'few', shows: 'Few matches, with near misses', input: few },
    {
      name: 'none',
      shows: 'No match, only near misses',
      input: { ...few, digest: { ...few.digest, matches: [], matchTotal: 0 } },
    },
    { name: 'delayed', shows: 'Delayed', input: { ...ten, delayed: true } },
    { name: 'instant', shows: 'Asked for with the button', input: input(californiaBiotech, { kind: 'instant' }) },
    {
      name: 'new-round',
      shows: 'A startup that was sent before and raised a new round',
      input: {
        ...ten,
        digest: {
          ...ten.digest,
          matches: renamed((_, i) => (i === 0 ? { changed: 'series-b' } : {})).slice(0, 3),
          matchTotal: 3,
        },
      },
    },
    {
      name: 'long-names',
      shows: 'Long names and missing facts',
      input: {
        ...ten,
        digest: {
          ...ten.digest,
          matches: renamed((match, i) => ({
            name: `${match.name} ${['International Holdings for Sustainable Industrial Biotechnology and Applied Sciences', 'W'.repeat(180), 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'][i % 3]}`,
            city: i % 2 === 0 ? 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch' : match.city,
            fundingAmount: i % 2 === 0 ? null : match.fundingAmount,
          })),
        },
      },
    },
    {
      name: 'right-to-left',
      shows: 'Right-to-left and other scripts',
      input: {
        ...ten,
        digest: {
          ...ten.digest,
          matches: renamed(
            (match, i) =>
              [
                { name: 'شركة النور للتقنية (2012)', country: 'AE', region: 'دبي', city: 'دبي' },
                { name: 'חברת אור ראשון בע"מ', country: 'IL', region: 'תל אביב', city: null },
                { name: '株式会社ファーストライト', country: 'JP', region: '東京都', city: null },
                { name: 'Ångström & Søn <Oslo>', country: 'NO', region: 'Oslo', city: null },
              ][i] ?? { name: match.name },
          ).slice(0, 5),
          matchTotal: 5,
        },
      },
    },
    {
      name: 'hostile',
      shows: 'Hostile text',
      input: { ...ten, digest: { ...ten.digest, matches: hostile(ten.digest.matches) } },
    },
  ];
}

/** Replaces the place in a reason by the place of the sample. */
function withPlaceReason(match: DigestMatch): DigestMatch {
  const reasons = match.reasons.map((reason) =>
    reason.criterion === 'location' ? { ...reason, verdict: 'near' as const, value: pathOf(match) } : reason,
  );
  return { ...match, reasons };
}

function hostile(matches: DigestMatch[]): DigestMatch[] {
  const names: Startup['name'][] = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'Acme\r\nBcc: victim@example.com\r\n\r\n<h1>Owned</h1>',
    'safe\u202Egnp.exe\u202C',
    'Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324\u031E\u0349\u035A\u032F\u031E\u0320\u034Dalgo',
    '\u0000\u0007\u001b[31mred',
    '</td></tr></table><a href="javascript:alert(1)">click</a>',
    '=?utf-8?q?encoded?=',
    '👩‍🚀🏴‍☠️ Rocket 🚀'.repeat(30),
    '\u200B\u2060\uFEFF',
  ];
  return matches.map((match, i) => ({
    ...match,
    name: names[i] ?? match.name,
    city: names[(i + 1) % names.length] ?? null,
  }));
}
