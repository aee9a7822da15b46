import type { Catalog } from '../catalog/catalog';
import { alikeAt } from './alike';
import type { Terms } from './terms';

/*
 * Looks up points. The additions are grouped the same way everywhere, so that the fast selection and the plain sum give
 * exactly the same floating-point number.
 */

/** The maximum age of a round. Older rounds and rounds without a known date count as this old. */
const OLDEST_DAYS = 365;
/** The advantage of a new round halves in this time. */
const HALF_LIFE_DAYS = 60;
/** By the age of the round in days: from 1 for today to 0 for the maximum age. */
const FRESHNESS = Float64Array.from({ length: OLDEST_DAYS + 1 }, (_, age) => {
  const least = 2 ** (-OLDEST_DAYS / HALF_LIFE_DAYS);
  return (2 ** (-age / HALF_LIFE_DAYS) - least) / (1 - least);
});

export function agePoints({ recency, today }: Terms, day: number): number {
  return recency * FRESHNESS[Math.min(Math.max(today - day, 0), OLDEST_DAYS)]!;
}

export function amountPoints(terms: Terms, amount: number, bucket: number): number {
  return isTicketSize(terms, amount) ? terms.amountWithin[bucket]! : terms.amountOutside[bucket]!;
}

export function isTicketSize({ min, max }: Terms, amount: number): boolean {
  return amount >= min && amount <= max;
}

export function placePoints({ place, placeClass, hub, hubFactor }: Terms, node: number): number {
  return place[placeClass[node]!]! + hub[node]! * hubFactor;
}

export function alikePoints(terms: Terms, industry: number, node: number, stage: number, bucket: number): number {
  return alikePlacePoints(terms, industry, terms.placeClass[node]!) + alikeAmountPoints(terms, stage, bucket);
}

function alikePlacePoints({ alikePlace }: Terms, industry: number, placeClass: number): number {
  return alikePlace ? alikeAt(alikePlace, industry, placeClass) : 0;
}

export function alikeAmountPoints({ alikeAmount }: Terms, stage: number, bucket: number): number {
  return alikeAmount ? alikeAt(alikeAmount, stage, bucket) : 0;
}

/** The points of industry and place together, without the hub. */
export function sitePoints(terms: Terms, industry: number, placeClass: number): number {
  return terms.industry[industry]! + terms.place[placeClass]! + alikePlacePoints(terms, industry, placeClass);
}

/** The points of stage and amount together. */
export function roundPoints(terms: Terms, stage: number, bucket: number, within: boolean): number {
  const amount = within ? terms.amountWithin[bucket]! : terms.amountOutside[bucket]!;
  return terms.stage[stage]! + amount + alikeAmountPoints(terms, stage, bucket);
}

/** The score of a row, 0 to 100: the sum that `reasonsOf` shows term by term. */
export function scoreOf(terms: Terms, catalog: Catalog, row: number): number {
  const { industry, stage, place, amount, amountBucket, listedDay } = catalog.columns;
  const node = place[row]!;
  return (
    sitePoints(terms, industry[row]!, terms.placeClass[node]!) +
    terms.hub[node]! * terms.hubFactor +
    roundPoints(terms, stage[row]!, amountBucket[row]!, isTicketSize(terms, amount[row]!)) +
    agePoints(terms, listedDay[row]!)
  );
}
