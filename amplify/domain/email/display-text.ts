/*
 * Startup text comes from anyone. Before it is shown it becomes one line of visible characters: what could break a
 * header, hide text or turn its neighbours around is taken out; letters of every script stay.
 */

/** Everything that ends a line or stands for a gap. */
const GAPS = /[\s\u0085\u2028\u2029]+/gu;

/**
 * Control characters, half surrogate pairs, noncharacters, and what is invisible: direction marks, zero-width spaces,
 * soft hyphens, variation tags. The joiners U+200C and U+200D stay, which Persian and emoji need.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cs}\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\u{E0000}-\u{E0FFF}]|\p{Noncharacter_Code_Point}/gu;

/** Scripts stack a few marks on a letter; more only smear over the lines around. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Cuts off work on absurdly long text before it is looked at character by character. */
const MAX_INPUT = 5_000;

/** One line of visible text of at most `max` characters, the last of them `…` when some were left out. */
export function displayText(text: string, max: number): string {
  const line = text
    .slice(0, MAX_INPUT)
    .replace(GAPS, ' ')
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= max
    ? line
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}

/** Text that keeps its own direction between other text, where no markup can say so (Unicode isolates). */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
