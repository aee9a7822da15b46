/** Quality of one ranked list. */
export interface Quality {
  ndcg10: number;
  recall10: number;
  recall50: number;
}

/** NDCG with log2 discount and the ideal over min(10, relevant); recall as the share of the relevant that was found. */
export function qualityOf(ranked: readonly string[], relevant: ReadonlySet<string>): Quality {
  let gain = 0;
  let ideal = 0;
  for (let at = 0; at < 10; at++) {
    const discount = 1 / Math.log2(at + 2);
    if (at < ranked.length && relevant.has(ranked[at]!)) gain += discount;
    if (at < relevant.size) ideal += discount;
  }
  const found = (count: number) => ranked.slice(0, count).filter((id) => relevant.has(id)).length;
  const of = Math.max(1, relevant.size);
  return { ndcg10: ideal > 0 ? gain / ideal : 0, recall10: found(10) / of, recall50: found(50) / of };
}

export function meanQuality(qualities: readonly Quality[]): Quality {
  const mean = (of: (quality: Quality) => number) =>
    qualities.reduce((sum, quality) => sum + of(quality), 0) / Math.max(1, qualities.length);
  return { ndcg10: mean((q) => q.ndcg10), recall10: mean((q) => q.recall10), recall50: mean((q) => q.recall50) };
}

/** Small seeded generator (mulberry32), so that a figure can be reproduced. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * 95 % interval of the mean by the bootstrap over clusters: an investor's quarters are drawn together, because they
 * are not independent of each other.
 */
export function clusteredInterval(
  values: readonly number[],
  clusters: readonly string[],
  draws = 2000,
): [number, number] {
  const sums = new Map<string, { sum: number; count: number }>();
  values.forEach((value, at) => {
    const held = sums.get(clusters[at]!) ?? { sum: 0, count: 0 };
    sums.set(clusters[at]!, { sum: held.sum + value, count: held.count + 1 });
  });
  const groups = [...sums.values()];
  if (groups.length === 0) return [0, 0];
  const random = seededRandom(20_121_001);
  const means = Array.from({ length: draws }, () => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < groups.length; i++) {
      const group = groups[Math.floor(random() * groups.length)]!;
      sum += group.sum;
      count += group.count;
    }
    return sum / count;
  }).sort((a, b) => a - b);
  return [means[Math.floor(draws * 0.025)]!, means[Math.ceil(draws * 0.975) - 1]!];
}
