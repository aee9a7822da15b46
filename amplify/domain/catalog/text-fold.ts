export function isAscii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text);
}

/** Latin letters that Unicode does not decompose, and how people write them on other keyboards. */
const LATIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'k',
  ə: 'e',
};
const LATIN_LETTERS = new RegExp(`[${Object.keys(LATIN).join('')}]`, 'g');

/** Lower case without accents, so that `Café` is found as `cafe` and `Łódź` as `lodz`. */
export function foldText(text: string): string {
  // Most names are ASCII: a plain lower-casing is ten times faster than a normalisation.
  if (isAscii(text)) return text.toLowerCase();
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(LATIN_LETTERS, (letter) => LATIN[letter]!)
      // Composes Hangul again, which is split by syllables.
      .normalize('NFC')
  );
}

/** Scripts that are written without spaces between words, and Hangul, in which words are often joined. */
export const UNSPACED =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hangul}ー]+)/u;

/**
 * Words of folded text: runs of letters and digits, with the signs at their end (`c++`, `c#`). A run in a script
 * without spaces becomes its pairs of neighbouring letters and its last letter, so that every part of it can be found.
 */
export function wordsOf(folded: string): string[] {
  return split(folded, true);
}

/** The words of a query. Like `wordsOf`, but a run without spaces becomes its pairs only, or its single letter. */
export function queryWordsOf(folded: string): string[] {
  return split(folded, false);
}

function split(folded: string, withLast: boolean): string[] {
  if (isAscii(folded)) return folded.match(/[a-z0-9]+[+#]*/g) ?? [];
  const words = folded.match(/[\p{L}\p{N}]+[+#]*/gu) ?? [];
  return words.flatMap((word) =>
    UNSPACED.test(word)
      ? word.split(UNSPACED).flatMap((run, at) => (at % 2 === 1 ? pairsOf(run, withLast) : run === '' ? [] : [run]))
      : [word],
  );
}

function pairsOf(run: string, withLast: boolean): string[] {
  const letters = [...run];
  const pairs = letters.slice(1).map((letter, at) => letters[at]! + letter);
  return withLast || pairs.length === 0 ? [...pairs, letters.at(-1)!] : pairs;
}

/** Folded words separated by single spaces, to compare names: equal for `St. Gallen` and `ST GALLEN`. */
export function foldWords(text: string): string {
  return (foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}
