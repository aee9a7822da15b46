import { type SectionReader, type SectionWriter, unreadable } from './snapshot-sections';
import { readTexts, writeTexts } from './text-column';

/** Instants by row: milliseconds since the epoch (NaN if unknown), and the text as stored (null if unknown). */
export interface InstantColumn {
  times: Float64Array;
  textAt(row: number): string | null;
}

/** Latest instant of a Date, in milliseconds. https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LATEST = 8.64e15;

/**
 * ISO 8601 allows several forms of an instant. A text that `toISOString` would write differently is stored in addition.
 */
export function writeInstants(sections: SectionWriter, instants: readonly (string | null)[]): void {
  const times = Float64Array.from(instants, (instant) => (instant === null ? NaN : Date.parse(instant)));
  const unusual = instants.flatMap((instant, row) => (usualText(times[row]!) === instant ? [] : [row]));
  sections.numbers(times);
  sections.numbers(Uint32Array.from(unusual));
  writeTexts(
    sections,
    unusual.map((row) => instants[row]!),
  );
}

/** Like `readNullableInstants`, for a fact that is never unknown. */
export function readInstants(sections: SectionReader, count: number): InstantColumn {
  const column = readNullableInstants(sections, count);
  for (let row = 0; row < count; row++) {
    if (Number.isNaN(column.times[row]!) && column.textAt(row) === null) throw unreadable('has an invalid instant');
  }
  return column;
}

/** Throws UnreadableSnapshotError for a number that is not an instant. */
export function readNullableInstants(sections: SectionReader, count: number): InstantColumn {
  const times = sections.numbers(Float64Array, count);
  const rows = sections.numbers(Uint32Array);
  const texts = readTexts(sections, rows.length);
  const unusual = new Map(Array.from(rows, (row, at) => [row, texts.at(at)]));
  for (let row = 0; row < count; row++) {
    if (Math.abs(times[row]!) > LATEST && !unusual.has(row)) throw unreadable('has an invalid instant');
  }
  return { times, textAt: (row) => unusual.get(row) ?? usualText(times[row]!) };
}

function usualText(time: number): string | null {
  return Math.abs(time) <= LATEST ? new Date(time).toISOString() : null;
}
