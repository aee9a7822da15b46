import { AMOUNT_BUCKETS, bucketMiddle } from '../catalog/amount-bucket';

/** A Gaussian kernel over log10 of US dollars, by distance in buckets. `width` is its standard deviation. */
export function gaussianKernel(width: number): Float64Array {
  const height = 1 / (width * Math.sqrt(2 * Math.PI));
  return Float64Array.from({ length: AMOUNT_BUCKETS }, (_, apart) => {
    const distance = (bucketMiddle(1 + apart) - bucketMiddle(1)) / width;
    return height * Math.exp(-0.5 * distance * distance);
  });
}

/** Kernel density over log10 of US dollars from weights by bucket that sum to 1, written into `smooth`. */
export function density(weights: Float64Array, kernel: Float64Array, smooth: Float64Array): Float64Array {
  for (let from = 1; from < AMOUNT_BUCKETS; from++) {
    const weight = weights[from]!;
    if (weight === 0) continue;
    for (let to = 1; to < AMOUNT_BUCKETS; to++) smooth[to]! += weight * kernel[Math.abs(to - from)]!;
  }
  return smooth;
}
