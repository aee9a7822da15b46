import type { Catalog } from '../catalog/catalog';
import type { MatchReason } from '../digest';
import { pathOf } from '../place';
import type { MatchPreferences } from '../preferences';
import { ageOf, amountPoints, type Terms } from './terms';
import { amountVerdict } from './verdicts';

/** The terms of a row's score as data, in the order in which they are shown; their points sum to the score. */
export function reasonsOf(profile: MatchPreferences, terms: Terms, catalog: Catalog, row: number): MatchReason[] {
  const startup = catalog.at(row);
  const { industry, stage, place, amount, amountBucket, listedAt, listedDay } = catalog.columns;
  const known = amount[row]! >= 0;
  return [
    {
      criterion: 'industry',
      verdict: terms.verdicts.industry[industry[row]!]!,
      value: startup.industry,
      share: null,
      points: terms.industry[industry[row]!]!,
    },
    {
      criterion: 'stage',
      verdict: terms.verdicts.stage[stage[row]!]!,
      value: startup.fundingStage,
      share: null,
      points: terms.stage[stage[row]!]!,
    },
    {
      criterion: 'location',
      verdict: terms.verdicts.place.verdicts[place[row]!]!,
      value: pathOf(startup),
      asked: terms.verdicts.place.asked[place[row]!] ?? null,
      share: null,
      points: terms.place[place[row]!]!,
    },
    {
      criterion: 'amount',
      verdict: amountVerdict(profile, amount[row]!),
      value: known ? String(amount[row]!) : null,
      share: null,
      points: amountPoints(terms, amount[row]!, amountBucket[row]!),
    },
    {
      criterion: 'recency',
      verdict: 'any',
      value: listedAt[row]! > 0 ? new Date(listedAt[row]!).toISOString().slice(0, 10) : null,
      share: null,
      points: terms.recency[ageOf(terms, listedDay[row]!)]!,
    },
  ];
}
