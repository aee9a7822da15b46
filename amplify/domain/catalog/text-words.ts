import { foldText, isAscii, queryWordsOf, wordsOf } from './text-fold';

/** A word as written: letters, digits and marks, and the signs at its end that distinguish `c++` and `c#` from `c`. */
const TEXT_WORD = /[\p{L}\p{N}\p{M}]+[+#]*/gu;
/** A word of a query. It can also have a dot before it: `.net`. */
const QUERY_WORD = /(?<![\p{L}\p{N}\p{M}.])\.(?=[\p{L}\p{N}])[\p{L}\p{N}\p{M}]+[+#]*|[\p{L}\p{N}\p{M}]+[+#]*/gu;

/**
 * The terms of a text: each word as written, in lower case; the word with its dot, if there is a dot before it
 * (`.net`); and the folded word (`cafe`) or the pairs of a script without spaces, marked as folded, if folding changes
 * the word.
 */
export function eachTerm(text: string, visit: (term: string, isFolded: boolean) => void): void {
  const lower = lowered(text);
  for (const { 0: word, index } of lower.matchAll(TEXT_WORD)) {
    visit(word, false);
    if (lower[index - 1] === '.') visit(`.${word}`, false);
    if (!isAscii(word)) for (const form of formsOf(word, wordsOf)) visit(form, true);
  }
}

/**
 * A word of a query. It matches as written, or if all of its folded forms match. No forms if folding does not change
 * it.
 */
export interface QueryWord {
  written: string;
  forms: string[];
}

/** The distinct words of a query. Empty if the text has no letters or digits. */
export function queryWords(text: string): QueryWord[] {
  const words = [...new Set(lowered(text).match(QUERY_WORD))];
  return words.map((written) => ({ written, forms: isAscii(written) ? [] : formsOf(written, queryWordsOf) }));
}

function formsOf(word: string, split: (folded: string) => string[]): string[] {
  return [...new Set(split(foldText(word)))].filter((form) => form !== word);
}

function lowered(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.normalize('NFC').toLowerCase();
}
