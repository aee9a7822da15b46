export function isAscii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text);
}

/** Lower case without accents, so that `Café` is found as `cafe`. */
export function foldText(text: string): string {
  // Most names are ASCII: a plain lower-casing is ten times faster than a normalisation.
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Runs of letters and digits of folded text. */
export function wordsOf(folded: string): string[] {
  const pattern = isAscii(folded) ? /[a-z0-9]+/g : /[\p{L}\p{N}]+/gu;
  return folded.match(pattern) ?? [];
}
