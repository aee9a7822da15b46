import { readCsv } from './csv';
import { readJsonArray, readJsonLines } from './json';

/** One row of a file, before its columns mean anything. */
export type Row =
  /** Column names of the whole file; comes first and only where the format has them. */
  | { kind: 'header'; columns: string[] }
  | {
      kind: 'record';
      /** Line on which the row begins, counted from 1 as an editor does. */
      line: number;
      /** By column name as the file writes it. */
      values: Record<string, unknown>;
      /** What is odd about the row though it can be used. */
      warning?: string;
    }
  | { kind: 'blank'; line: number }
  | { kind: 'unreadable'; line: number; reason: string; text: string };

/** Splits text into rows. The content decides between CSV, JSON Lines and a JSON array; the name of the file does not matter. */
export function readRows(text: string): Iterable<Row> {
  const start = /\S/.exec(text)?.[0];
  if (start === '[' && /^\s*\[\s*[[{\]]/.test(text)) return readJsonArray(text);
  if (start === '{') return readJsonLines(text);
  return readCsv(text);
}
