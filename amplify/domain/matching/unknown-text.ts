import type { DigestMatch } from '../digest/match';
import { DIGEST_UNKNOWN_MAX } from '../digest/size';
import { criterionLabel } from '../labels';
import type { Criterion } from '../preferences';

type Match = Pick<DigestMatch, 'unknown' | 'country'>;

/** A text for each must-have in which the match is unknown, e.g. `Industry unknown`. */
export function unknownTexts({ unknown, country }: Match): string[] {
  return (unknown ?? []).map((criterion) =>
    criterion === 'location' && country !== null ? 'Exact location unknown' : `${criterionLabel(criterion)} unknown`,
  );
}

/**
 * The number of matches that are unknown in a must-have, by must-have: `3 of these 10 are unknown in a must: industry
 * (2), location (1).` Null if there are none.
 */
export function unknownNote(matches: readonly Match[]): string | null {
  const unknown = matches.filter((match) => (match.unknown ?? []).length > 0).length;
  if (unknown === 0) return null;
  const counts = new Map<Criterion, number>();
  for (const match of matches) {
    for (const criterion of match.unknown ?? []) counts.set(criterion, (counts.get(criterion) ?? 0) + 1);
  }
  const parts = [...counts].map(([criterion, count]) => `${criterionLabel(criterion).toLowerCase()} (${count})`);
  const who =
    unknown < matches.length
      ? `${unknown} of these ${matches.length} ${unknown === 1 ? 'is' : 'are'}`
      : unknown === 1
        ? 'It is'
        : `All ${unknown} are`;
  const cap = unknown === DIGEST_UNKNOWN_MAX ? ` An email brings at most ${DIGEST_UNKNOWN_MAX} like that.` : '';
  return `${who} unknown in a must: ${parts.join(', ')}.${cap}`;
}
