import { visibleText } from '../visible-text';

/*
 * Startup text is hostile. Before it is shown it becomes one line of visible characters: everything that could break a
 * header, hide text or reverse the text around it is removed. Letters of every script stay.
 */

/** Line ends and white space. */
const GAPS = /[\s\u0085\u2028\u2029]+/gu;

/** The most combining marks on a letter. More would cover the lines above and below. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Longer text is cut before it is read character by character. */
const MAX_INPUT = 5_000;

/** One line of visible text of at most `max` characters. The last is `…` when text was cut. */
export function displayText(text: string, max: number): string {
  const line = visibleText(text.slice(0, MAX_INPUT))
    .replace(GAPS, ' ')
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

/** Text that keeps its own direction between other text, where markup is not possible (Unicode isolates). */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
