import type { Catalog } from '../catalog/catalog';
import type { Criterion } from '../preferences';
import type { MustHaves } from './eligible';
import type { Terms } from './terms';

/*
 * A startup with an unknown value passes a must-have, because the value may satisfy it. These functions identify such
 * startups, so that they do not displace startups that are known to satisfy every must-have.
 */

/** The must-haves for which the value of an eligible row is unknown. */
export function unknownMusts(must: MustHaves, { verdicts }: Terms, { columns }: Catalog, row: number): Criterion[] {
  const unknown: Criterion[] = [];
  if (must.industry !== null && columns.industry[row] === 0) unknown.push('industry');
  if (must.stage !== null && columns.stage[row] === 0) unknown.push('stage');
  if (must.place !== null && verdicts.place(columns.place[row]!).verdict === 'unknown') unknown.push('location');
  if (must.hasRange && columns.amount[row]! < 0) unknown.push('amount');
  return unknown;
}

/** A stricter version of the must-haves, which unknown values fail. */
export function certainOnly(must: MustHaves, { verdicts }: Terms): MustHaves {
  const isKnown = (accepted: number, code: number) => (code === 0 ? 0 : accepted);
  return {
    ...must,
    industry: must.industry && must.industry.map(isKnown),
    stage: must.stage && must.stage.map(isKnown),
    place:
      must.place &&
      must.place.map((accepted, node) => (accepted === 1 && verdicts.place(node).verdict !== 'unknown' ? 1 : 0)),
    unknownAmountPasses: false,
  };
}
