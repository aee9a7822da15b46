import { amountBucket, AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import type { MatchPreferences } from '../preferences';

/**
 * What was asked for never counts less than what was not, however rarely others go for it: values on the wrong side
 * move to a line between, in place. The line is where what is raised equals what is lowered, weighed by the catalog's
 * shares, which is the least-squares way to hold the order (isotonic regression). `extent` 0 to 1 tells how far they
 * move. Entry 0, unknown, stays. `isMatch` is 1 for what was asked for.
 */
export function preferMatches(table: Float64Array, shares: Float64Array, isMatch: Uint8Array, extent: number): void {
  let low = Infinity;
  let high = -Infinity;
  for (let code = 1; code < table.length; code++) {
    if (isMatch[code] === 1) low = Math.min(low, table[code]!);
    else high = Math.max(high, table[code]!);
  }
  if (low >= high) return;
  // Only what lies on the wrong side of all the others can be moved.
  const movable: number[] = [];
  for (let code = 1; code < table.length; code++) {
    if (isMatch[code] === 1 ? table[code]! < high : table[code]! > low) movable.push(code);
  }
  for (let halving = 0; halving < 30; halving++) {
    const line = (low + high) / 2;
    let balance = 0;
    for (let at = 0; at < movable.length; at++) {
      const code = movable[at]!;
      const above = table[code]! - line;
      if (isMatch[code] === 1 ? above < 0 : above > 0) balance += above * shares[code]!;
    }
    if (balance > 0) low = line;
    else high = line;
  }
  for (let code = 1; code < table.length; code++) {
    const value = table[code]!;
    const moved = isMatch[code] === 1 ? Math.max(value, high) : Math.min(value, high);
    table[code] = value + extent * (moved - value);
  }
}

/** The same for the ticket size: `within` and `outside` are by amount bucket. */
export function preferRange(
  { minFunding, maxFunding }: MatchPreferences,
  within: Float64Array,
  outside: Float64Array,
  density: Float64Array,
  extent: number,
): void {
  if (minFunding === null && maxFunding === null) return;
  const first = amountBucket(minFunding ?? 0);
  const last = maxFunding === null ? within.length : amountBucket(maxFunding);
  const lastInside = Math.min(last, within.length - 1);
  // The buckets at both ends hold amounts within and outside: they have an entry on either side.
  const table = new Float64Array(2 * AMOUNT_BUCKETS);
  const shares = new Float64Array(2 * AMOUNT_BUCKETS);
  const isMatch = new Uint8Array(2 * AMOUNT_BUCKETS);
  let size = 1;
  for (let bucket = first; bucket <= lastInside; bucket++, size++) {
    table[size] = within[bucket]!;
    shares[size] = density[bucket]! + 1e-6;
    isMatch[size] = 1;
  }
  for (let bucket = 1; bucket < within.length; bucket++) {
    if (bucket > first && bucket < last) continue;
    table[size] = outside[bucket]!;
    shares[size] = density[bucket]! + 1e-6;
    isMatch[size++] = 0;
  }
  preferMatches(table.subarray(0, size), shares, isMatch, extent);
  size = 1;
  for (let bucket = first; bucket <= lastInside; bucket++) within[bucket] = table[size++]!;
  for (let bucket = 1; bucket < within.length; bucket++) {
    if (bucket <= first || bucket >= last) outside[bucket] = table[size++]!;
  }
}
