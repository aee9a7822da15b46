import { assemble, type Assembled } from './assemble';
import { cleanLine } from './cell-text';
import type { Field } from './column-names';
import { layoutOf } from './columns';
import { decideByFile, type ReadRow } from './decide-by-file';
import { readFacts, shorten, type Problem, type RowFacts } from './read-facts';
import { readRows } from './records';
import { readTextFile, UnreadableFileError } from './text-file';

export interface Reading {
  assembled: Assembled;
  /** Rows of all files, with blank and rejected ones. */
  read: number;
  blank: number;
  rejected: number;
  problems: Problem[];
  /** Columns that no field uses, in the order of their appearance. */
  unusedColumns: string[];
  /** Those of industry, stage, place and amount that no column states. */
  missing: string[];
  /** Number of amounts that were taken as US dollars because no amount of the file names a currency. */
  assumedDollars: number;
}

export interface ReadFilesOptions {
  source: string | null;
  now: Date;
  onProgress?: (read: number) => void;
}

/**
 * Reads files of startups and funding rounds and joins them. Unusable rows are problems in the result. Throws
 * UnreadableFileError for a file that cannot be read as a whole.
 */
export async function readFiles(paths: readonly string[], options: ReadFilesOptions): Promise<Reading> {
  const rows: RowFacts[] = [];
  const problems: Problem[] = [];
  const unusedColumns = new Set<string>();
  const fields = new Set<Field>();
  let read = 0;
  let blank = 0;
  let unreadable = 0;

  for (const file of paths) {
    const { text, repairedLines, repairedAs } = await readTextFile(file);
    const ofFile: ReadRow[] = [];
    for (const row of readRows(text)) {
      if (row.kind === 'header') {
        requireColumns(file, row.columns);
        continue;
      }
      read++;
      if (read % 2000 === 0) options.onProgress?.(read);
      if (row.kind === 'blank') {
        blank++;
      } else if (row.kind === 'unreadable') {
        unreadable++;
        problems.push({ ...at(file, row.line), field: '', reason: row.reason, value: shorten(row.text) });
      } else {
        const facts = readFacts({ file, line: row.line, values: row.values }, options);
        if (!facts.facts.name && !(facts.isRound && facts.formerIds.length === 0)) {
          unreadable++;
          problems.push({ ...at(file, row.line), field: 'name', reason: 'has no name', value: shorten(row.values) });
          continue;
        }
        const warn = (reason: string, value: string) =>
          facts.problems.push({ level: 'warning', file, line: row.line, field: '', reason, value });
        if (row.warning) warn(row.warning, '');
        if (repairedLines.has(row.line))
          warn(`has bytes that are not UTF-8, read as ${repairedAs}`, facts.facts.name ?? '');
        for (const column of facts.unusedColumns) if (unusedColumns.size < 50) unusedColumns.add(column);
        for (const field of Object.keys(layoutOf(Object.keys(row.values)).columns)) fields.add(field as Field);
        ofFile.push({ facts, values: row.values });
      }
    }
    rows.push(...decideByFile(ofFile, options));
  }
  options.onProgress?.(read);

  const assembled = assemble(rows, options.now);
  problems.push(...assembled.problems);
  const order = new Map(paths.map((path, i) => [path, i]));
  problems.sort((a, b) => order.get(a.file)! - order.get(b.file)! || a.line - b.line);
  return {
    assembled,
    read,
    blank,
    rejected: unreadable + assembled.rejectedRows,
    problems,
    unusedColumns: [...unusedColumns],
    missing:
      rows.length === 0
        ? []
        : CRITERIA.filter(([, of]) => !of.some((field) => fields.has(field))).map(([label]) => label),
    assumedDollars: rows.filter(({ isDollarsAssumed }) => isDollarsAssumed).length,
  };
}

const at = (file: string, line: number) => ({ level: 'rejected' as const, file, line });

/** Fields that matching uses. A file without one of them leaves it unknown for every startup. */
const CRITERIA: [label: string, fields: Field[]][] = [
  ['industry', ['industry']],
  ['stage', ['fundingStage']],
  ['place', ['country', 'state', 'region', 'city', 'location']],
  ['amount', ['fundingAmount', 'fundingTotal']],
];

function requireColumns(path: string, columns: string[]): void {
  const layout = layoutOf(columns);
  if (layout.columns.name || (layout.columns.id && layout.isRound)) return;
  const shown = columns
    .slice(0, 12)
    .map((column) => cleanLine(column).slice(0, 40))
    .join(', ');
  throw new UnreadableFileError(
    `${path} has no column for the startup's name. Call it "name". Its columns: ${shown || 'none'}`,
  );
}
