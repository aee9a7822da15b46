import type { Catalog } from '../catalog/catalog';
import { alikeAt } from './alike';
import type { Terms } from './terms';

/*
 * Looking points up. The sums are grouped alike everywhere, so that the fast selection and the plain sum give the very
 * same floating-point number.
 */

/** Rounds older than this count as equally old, and so do those of an unknown date. */
const OLDEST_DAYS = 365;
/** After so many days half of what a new round is ahead is gone. */
const HALF_LIFE_DAYS = 60;
/** By age of the round in days: from 1 for today to 0 for the oldest. */
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

/** What industry and place give together, but for the hub. */
export function sitePoints(terms: Terms, industry: number, placeClass: number): number {
  return terms.industry[industry]! + terms.place[placeClass]! + alikePlacePoints(terms, industry, placeClass);
}

/** What stage and amount give together. */
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
