/*
 * Text that people write, without what hides text or changes the direction of the text around it. Apart from the zod
 * schemas in text.ts, so that the app can use it without zod.
 */

/**
 * Control characters except tab and line feed, half surrogate pairs, noncharacters, and format characters that are
 * invisible: direction marks and overrides, zero-width spaces, soft hyphens, fillers, tags, selectors of rare variants.
 * The flags of England, Scotland and Wales are spelled with tags; the first group keeps them.
 */
const HIDDEN =
  /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,6}\u{E007F})|[^\P{Cc}\t\n]|[\p{Cs}\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\u{E0000}-\u{E0FFF}]|\p{Noncharacter_Code_Point}/gu;

/** Scripts whose letters change their shape at a joiner or a non-joiner (Unicode Standard, 23.2). */
const JOINED =
  '\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mong}\\p{scx=Nkoo}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}' +
  '\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}';
const JOINED_EMOJI = '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})';
/** Joiners that no script and no emoji needs. */
const STRAY_JOINERS = new RegExp(`(?!${JOINED_EMOJI})(?<![${JOINED}])[\\u200C\\u200D]`, 'gu');

/** The text without invisible characters. Joiners stay where a script or an emoji needs them. */
export function visibleText(text: string): string {
  if (!/[^\t\n\x20-\x7e]/.test(text)) return text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\v\f\u0085\u2028\u2029]/g, ' ')
    .replace(HIDDEN, '$1')
    .replace(STRAY_JOINERS, '');
}

/** As `visibleText`, in one line: white space is collapsed to single spaces and trimmed. */
export function visibleLine(text: string): string {
  // A cold catalog reads a million cells, and nearly all are plain: this test costs a fifth of what it spares.
  if (!/[^\x20-\x7e]| {2}|^ | $/.test(text)) return text;
  return visibleText(text).replace(/\s+/g, ' ').trim();
}
