import { amountBucket } from '../catalog/amount-bucket';
import type { MatchPreferences } from '../preferences';

/**
 * What was asked for never counts less than what was not, however rarely others go for it: values on the wrong side
 * move to a line between, in place. The line is where what is raised equals what is lowered, weighed by the catalog's
 * shares, which is the least-squares way to hold the order (isotonic regression). `extent` 0 to 1 tells how far they
 * move. Entry 0, unknown, stays. `isMatch` is 1 for what was asked for.
 */
export function preferMatches(table: Float64Array, shares: Float64Array, isMatch: Uint8Array, extent: number): void {
  if (extent === 0) return;
  let low = Infinity;
  let high = -Infinity;
  for (let code = 1; code < table.length; code++) {
    if (isMatch[code] === 1) low = Math.min(low, table[code]!);
    else high = Math.max(high, table[code]!);
  }
  if (low >= high) return;
  for (let halving = 0; halving < 30; halving++) {
    const line = (low + high) / 2;
    let balance = 0;
    for (let code = 1; code < table.length; code++) {
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
  // The buckets at both ends hold amounts within and outside: they have an entry on either side.
  const inside: number[] = [];
  const beyond: number[] = [];
  for (let bucket = 1; bucket < within.length; bucket++) {
    if (bucket >= first && bucket <= last) inside.push(bucket);
    if (bucket <= first || bucket >= last) beyond.push(bucket);
  }
  const table = Float64Array.of(
    0,
    ...inside.map((bucket) => within[bucket]!),
    ...beyond.map((bucket) => outside[bucket]!),
  );
  const shares = Float64Array.of(0, ...[...inside, ...beyond].map((bucket) => density[bucket]! + 1e-6));
  preferMatches(
    table,
    shares,
    Uint8Array.from(table, (_, at) => Number(at > 0 && at <= inside.length)),
    extent,
  );
  inside.forEach((bucket, at) => (within[bucket] = table[at + 1]!));
  beyond.forEach((bucket, at) => (outside[bucket] = table[at + 1 + inside.length]!));
}
