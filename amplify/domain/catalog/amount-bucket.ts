/** Amounts are compared by order of magnitude: ten buckets per factor of ten, from USD 1,000 to USD 10 billion. */
const PER_DECADE = 10;
const LOWEST = 3;
const HIGHEST = 10;

/** Bucket 0 is an unknown amount. */
export const AMOUNT_BUCKETS = (HIGHEST - LOWEST) * PER_DECADE + 2;

export function amountBucket(amount: number): number {
  if (!(amount >= 0)) return 0;
  const steps = Math.floor((Math.log10(Math.max(1, amount)) - LOWEST) * PER_DECADE + 1e-9);
  return Math.min(Math.max(steps, 0), AMOUNT_BUCKETS - 2) + 1;
}

/** The middle of a known bucket as log10 of US dollars. */
export function bucketMiddle(bucket: number): number {
  return LOWEST + (bucket - 0.5) / PER_DECADE;
}
