import { readCsv } from './csv';
import { readJsonArray, readJsonLines } from './json';

/** One row of a file, before its columns are mapped to fields. */
export type Row =
  /** Column names of the file. The first record, in formats that have them. */
  | { kind: 'header'; columns: string[] }
  | {
      kind: 'record';
      /** Line on which the row begins, counted from 1. */
      line: number;
      /** Values by column name as in the file. */
      values: Record<string, unknown>;
      /** A warning about a usable row. */
      warning?: string;
    }
  | { kind: 'blank'; line: number }
  | { kind: 'unreadable'; line: number; reason: string; text: string };

/** Splits text into rows. The format (CSV, JSON Lines or a JSON array) is detected from the content, not from the file's name. */
export function readRows(text: string): Iterable<Row> {
  const start = /\S/.exec(text)?.[0];
  if (start === '[' && /^\s*\[\s*[[{\]]/.test(text)) return readJsonArray(text);
  if (start === '{') return readJsonLines(text);
  return readCsv(text);
}
