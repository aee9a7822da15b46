import type { DigestMatch } from '../digest/match';
import { DIGEST_UNKNOWN_MAX } from '../digest/size';
import { criterionLabel } from '../labels';
import type { Criterion } from '../preferences';

type Match = Pick<DigestMatch, 'unknown' | 'country'>;

/** A text for each must-have that is unknown for the match, e.g. `Industry unknown`. */
export function unknownTexts({ unknown, country }: Match): string[] {
  return (unknown ?? []).map((criterion) =>
    criterion === 'location' && country !== null ? 'Exact location unknown' : `${criterionLabel(criterion)} unknown`,
  );
}

/**
 * For how many matches a must-have is unknown, and which ones: `For 3 of these 10, a must-have is unknown: industry
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
      ? `For ${unknown} of these ${matches.length}`
      : unknown === 1
        ? 'For this startup'
        : `For all ${unknown}`;
  const cap = unknown === DIGEST_UNKNOWN_MAX ? ` An email contains at most ${DIGEST_UNKNOWN_MAX} such startups.` : '';
  return `${who}, a must-have is unknown: ${parts.join(', ')}.${cap}`;
}
