import { UNSPACED } from './text-fold';

/** Numbers and words with signs (`.net`) must match exactly. */
const EXACT_ONLY = /^\d+$|[^\p{L}\p{N}\p{M}]/u;

/** Short words are too similar to each other to allow a typo. */
export function typosAllowed(word: string): number {
  if (word.length < 4 || EXACT_ONLY.test(word) || UNSPACED.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

const LONGEST = 64;
/** Three rows of the distance matrix. They are reused by every call, because this is the inner loop of a search. */
const ROWS = [0, 1, 2].map(() => new Uint8Array(LONGEST + 1));

/** Whether the optimal string alignment distance is at most `limit`. A swap of two neighbouring letters is one typo. */
export function withinTypos(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit || a.length > LONGEST || b.length > LONGEST) return false;
  let [before, previous, current] = ROWS as [Uint8Array, Uint8Array, Uint8Array];
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    current[0] = i;
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let distance = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) distance = Math.min(distance, before[j - 2]! + 1);
      current[j] = distance;
      if (distance < best) best = distance;
    }
    if (best > limit) return false;
    [before, previous, current] = [previous, current, before];
  }
  return previous[b.length]! <= limit;
}
