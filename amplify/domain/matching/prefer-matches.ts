import { amountBucket, AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import type { MatchPreferences } from '../preferences';

/**
 * Without a portfolio, a chosen value never scores below a value that was not chosen, even if other investors rarely
 * choose it. Isotonic regression (least squares, weighted by the catalog's shares) moves the values that break this
 * order to a common value, in place. `extent` (0 to 1) is how far they move. Entry 0 (unknown) is unchanged. `isMatch`
 * is 1 for a chosen value.
 */
export function preferMatches(table: Float64Array, shares: Float64Array, isMatch: Uint8Array, extent: number): void {
  let low = Infinity;
  let high = -Infinity;
  for (let code = 1; code < table.length; code++) {
    if (isMatch[code] === 1) low = Math.min(low, table[code]!);
    else high = Math.max(high, table[code]!);
  }
  if (low >= high) return;
  // Only chosen values below the highest other value, and other values above the lowest chosen value, can move.
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

/** Does the same for the ticket size. `within` and `outside` are indexed by amount bucket. */
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
  // The buckets that contain the bounds have amounts inside and outside the ticket size, so each has two entries.
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
