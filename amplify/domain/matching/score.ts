import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import type { Catalog } from '../catalog/catalog';
import { OLDEST_DAYS, type Terms } from './terms';

export function agePoints({ recency, today }: Terms, day: number): number {
  return recency[Math.min(Math.max(today - day, 0), OLDEST_DAYS)]!;
}

export function amountPoints(terms: Terms, amount: number, bucket: number): number {
  return amount >= terms.min && amount <= terms.max ? terms.amountWithin[bucket]! : terms.amountOutside[bucket]!;
}

export function placePoints(terms: Terms, node: number): number {
  return terms.place[terms.placeClass[node]!]! + terms.hub[node]!;
}

export function alikePoints(terms: Terms, industry: number, node: number, stage: number, bucket: number): number {
  if (!terms.alikePlace || !terms.alikeAmount) return 0;
  return (
    terms.alikePlace[industry * terms.placeClasses + terms.placeClass[node]!]! +
    terms.alikeAmount[stage * AMOUNT_BUCKETS + bucket]!
  );
}

/** The score of a row, 0 to 100: the sum that `reasonsOf` shows term by term. */
export function scoreOf(terms: Terms, catalog: Catalog, row: number): number {
  const { industry, stage, place, amount, amountBucket, listedDay } = catalog.columns;
  return (
    terms.industry[industry[row]!]! +
    terms.stage[stage[row]!]! +
    placePoints(terms, place[row]!) +
    amountPoints(terms, amount[row]!, amountBucket[row]!) +
    alikePoints(terms, industry[row]!, place[row]!, stage[row]!, amountBucket[row]!) +
    agePoints(terms, listedDay[row]!)
  );
}
