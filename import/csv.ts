import type { Row } from './records';

/*
 * CSV by RFC 4180, tolerant of malformed files. A library would stop at a stray quote or read the following rows as one
 * cell. Here only the malformed row is lost, and every row has its line number.
 */

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Characters from which on a quoted cell counts as a stray quote. The longest text of a startup has 5,000. */
const MAX_QUOTED = 50_000;

interface Cells {
  cells: string[];
  /** Index after the row's line end. */
  next: number;
  /** Line ends within the row's quotes. */
  innerLines: number;
}

/** Reads rows by the header in the first line that is not blank. Expects `\n` line ends. */
export function* readCsv(text: string): Generator<Row> {
  let at = 0;
  let line = 1;
  let delimiter = ',';
  let header: string[] | null = null;
  while (at < text.length) {
    if (!header) {
      const lineEnd = endOfLine(text, at);
      const first = text.slice(at, lineEnd);
      const declared = /^sep=(.)$/.exec(first);
      if (declared || first.trim() === '') {
        at = lineEnd + 1;
        line++;
        continue;
      }
      delimiter = likelyDelimiter(first);
      const row = readCells(text, at, delimiter, true);
      header = row.cells.map((cell) => cell.trim());
      yield { kind: 'header', columns: header };
      at = row.next;
      line += row.innerLines + 1;
      continue;
    }
    const { row, unreadable } = readRow(text, at, delimiter, header.length, line);
    if (row.cells.every((cell) => cell.trim() === '')) yield { kind: 'blank', line };
    else if (unreadable) yield { kind: 'unreadable', line, reason: unreadable, text: text.slice(at, row.next - 1) };
    else yield record(header, row.cells, line);
    at = row.next;
    line += row.innerLines + 1;
  }
}

function record(header: string[], cells: string[], line: number): Row {
  const values: Record<string, unknown> = Object.create(null);
  header.forEach((column, i) => {
    // Of two columns with one name, the first with a value is used.
    if (column && !values[column] && cells[i] !== undefined) values[column] = cells[i];
  });
  const row: Row = { kind: 'record', line, values };
  if (cells.length < header.length) row.warning = `has ${cells.length} cells for ${header.length} columns`;
  return row;
}

function readRow(text: string, at: number, delimiter: string, expected: number, line: number) {
  const row = readCells(text, at, delimiter, true);
  const surplus = (cells: string[]) => cells.slice(expected).some((cell) => cell.trim() !== '');
  const tooMany = (cells: string[]) =>
    `has ${cells.length} cells for ${expected} columns; put quotes around a value that contains "${delimiter}"`;
  if (row.innerLines === 0 || row.cells.length === expected) {
    return { row, unreadable: surplus(row.cells) ? tooMany(row.cells) : null };
  }
  // A quoted cell spans lines and the number of cells is wrong: probably one stray quote, so read the line alone.
  const alone = readCells(text, at, delimiter, false);
  if (alone.cells.length === expected) return { row: alone, unreadable: null };
  if (row.cells.length > expected) return { row: alone, unreadable: tooMany(alone.cells) };
  const reason = `a quote opens here and closes on line ${line + row.innerLines}, with ${row.cells.length} cells for ${expected} columns`;
  return { row, unreadable: reason };
}

function readCells(text: string, from: number, delimiter: string, overLines: boolean): Cells {
  const cells: string[] = [];
  let at = from;
  let innerLines = 0;
  for (;;) {
    const quoted = quotedCell(text, at, delimiter, overLines);
    let end: number;
    if (quoted) {
      cells.push(quoted.value);
      innerLines += quoted.lines;
      end = quoted.end;
    } else {
      end = at;
      while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
      cells.push(text.slice(at, end));
    }
    if (text[end] !== delimiter) return { cells, next: end + 1, innerLines };
    at = end + 1;
  }
}

/** The quoted cell that begins here; null without an opening quote or without a closing one. */
function quotedCell(text: string, from: number, delimiter: string, overLines: boolean) {
  let open = from;
  while (text[open] === ' ') open++;
  if (text[open] !== '"') return null;
  const limit = Math.min(open + MAX_QUOTED, overLines ? text.length : endOfLine(text, open));
  for (let at = text.indexOf('"', open + 1); at !== -1 && at < limit; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') {
      at++;
      continue;
    }
    let end = at + 1;
    while (text[end] === ' ') end++;
    if (end >= text.length || text[end] === delimiter || text[end] === '\n') {
      const value = text.slice(open + 1, at).replaceAll('""', '"');
      return { value, end, lines: value.split('\n').length - 1 };
    }
  }
  return null;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function likelyDelimiter(header: string): string {
  const counted = DELIMITERS.map((delimiter) => ({
    delimiter,
    cells: readCells(header, 0, delimiter, false).cells.length,
  }));
  return counted.reduce((best, next) => (next.cells > best.cells ? next : best)).delimiter;
}
