import { type SectionReader, type SectionWriter, unreadable } from './snapshot-sections';

/** The stored length of null. Texts are stored with their length plus one. */
const NULL_TEXT = 0;
/** Texts are decoded in blocks of this size. A cold function needs few texts, and decoding all would take too long. */
const BLOCK = 64;

/** Texts by row, decoded at their first use. */
export interface TextColumn<T extends string | null = string> {
  count: number;
  /** Throws UnreadableSnapshotError if the bytes are not valid text. */
  at(row: number): T;
  /** Visits each row's text as a part of a longer text, so that no string is created for it. Skips nulls. */
  each(visit: (row: number, text: string, from: number, to: number) => void): void;
}

export function writeTexts(sections: SectionWriter, texts: readonly (string | null)[]): void {
  sections.numbers(Uint32Array.from(texts, (text) => (text === null ? NULL_TEXT : text.length + 1)));
  const encoder = new TextEncoder();
  const blocks = Array.from({ length: Math.ceil(texts.length / BLOCK) }, (_, at) =>
    encoder.encode(
      texts
        .slice(at * BLOCK, (at + 1) * BLOCK)
        .map((text) => text ?? '')
        .join(''),
    ),
  );
  sections.numbers(Uint32Array.from(blocks, ({ length }) => length));
  const bytes = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const block of blocks) {
    bytes.set(block, end);
    end += block.length;
  }
  sections.numbers(bytes);
}

/** Throws UnreadableSnapshotError for a null, or if `count` is given and the number of texts differs. */
export function readTexts(sections: SectionReader, count?: number): TextColumn {
  const lengths = sections.numbers(Uint32Array, count);
  if (lengths.includes(NULL_TEXT)) throw unreadable('has a missing text');
  return column(sections, lengths) as TextColumn;
}

export function readNullableTexts(sections: SectionReader, count?: number): TextColumn<string | null> {
  return column(sections, sections.numbers(Uint32Array, count));
}

function column(sections: SectionReader, lengths: Uint32Array): TextColumn<string | null> {
  const sizes = sections.numbers(Uint32Array, Math.ceil(lengths.length / BLOCK));
  const starts = new Float64Array(sizes.length + 1);
  for (let at = 0; at < sizes.length; at++) starts[at + 1] = starts[at]! + sizes[at]!;
  const bytes = sections.numbers(Uint8Array, starts[sizes.length]);
  const blocks = new Array<(string | null)[] | undefined>(sizes.length);
  /** Throws if the lengths do not add up to the length of the text. */
  const eachOf = (block: number, visit: (row: number, text: string, from: number, to: number) => void) => {
    const text = decoded(bytes.subarray(starts[block], starts[block + 1]));
    const end = Math.min((block + 1) * BLOCK, lengths.length);
    let from = 0;
    for (let row = block * BLOCK; row < end; row++) {
      if (lengths[row] === NULL_TEXT) continue;
      const to = from + lengths[row]! - 1;
      if (to > text.length) throw unreadable('has texts that are shorter than their lengths');
      visit(row, text, from, to);
      from = to;
    }
    if (from !== text.length) throw unreadable('has texts that are longer than their lengths');
  };
  const cut = (block: number) => {
    const texts = new Array<string | null>(BLOCK).fill(null);
    eachOf(block, (row, text, from, to) => (texts[row % BLOCK] = text.slice(from, to)));
    return texts;
  };
  return {
    count: lengths.length,
    at: (row) => (blocks[Math.floor(row / BLOCK)] ??= cut(Math.floor(row / BLOCK)))[row % BLOCK]!,
    each(visit) {
      for (let block = 0; block < sizes.length; block++) eachOf(block, visit);
    },
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw unreadable('has a text that is not UTF-8', cause);
  }
}
