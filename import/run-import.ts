import { rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { BackendError, explainBackendFault, openBackend } from './backend';
import { readFiles } from './import-startups';
import { createProgress } from './progress';
import type { Problem } from './read-facts';
import { TableBusyError } from './startup-table';
import { UnreadableFileError } from './text-file';
import { cleanLine } from './cell-text';
import { upsert } from './upsert';

const USAGE = `Imports startups from CSV, JSON Lines or JSON files, packed with gzip or not.

  npm run import:startups -- FILE... [options]

  --source NAME    where the facts come from, e.g. crunchbase-2013
  --rejects FILE   where rejected rows and warnings go, one JSON object a line
                   (default: the first file's name with .rejects.jsonl)
  --dry-run        compare with what is stored, write nothing
  --outputs FILE   the backend's outputs (default: amplify_outputs.json)
  --json-progress  progress and summary as JSON lines
`;

export interface Terminal {
  stdout: NodeJS.WritableStream & { isTTY?: boolean };
  stderr: NodeJS.WritableStream;
}

/**
 * The command `import:startups`. Resolves to the exit code: 0 even if rows were rejected; 1, with a message that says
 * what to do, if a file cannot be read or the backend cannot be reached.
 */
export async function runImport(args: string[], terminal: Terminal): Promise<number> {
  try {
    return await run(args, terminal);
  } catch (error) {
    if (!isExpected(error)) throw error;
    terminal.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function run(args: string[], { stdout, stderr }: Terminal): Promise<number> {
  const { values, positionals: files } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      rejects: { type: 'string' },
      outputs: { type: 'string', default: 'amplify_outputs.json' },
      'dry-run': { type: 'boolean', default: false },
      'json-progress': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help || files.length === 0) {
    stderr.write(USAGE);
    return values.help ? 0 : 1;
  }

  const started = performance.now();
  const progress = createProgress(values['json-progress'], stdout);
  const backend = await openBackend(values.outputs);
  const { assembled, read, blank, rejected, problems, unusedColumns, missing, assumedDollars } = await readFiles(
    files,
    {
      source: values.source?.trim().slice(0, 60) || null,
      now: new Date(),
      onProgress: (rows) => progress.show({ read: rows, written: 0, total: 0 }),
    },
  );
  const { candidates, joinedRows: joined } = assembled;
  const rejectsFile = values.rejects ?? `${bareName(files[0]!)}.rejects.jsonl`;
  if (problems.length > 0 || values.rejects) await writeRejects(rejectsFile, problems);
  else await rm(rejectsFile, { force: true });

  const counts = await upsert(candidates, backend.table, {
    dryRun: values['dry-run'],
    now: () => new Date(),
    onProgress: (written) => progress.show({ read, written, total: candidates.length }),
  }).catch((error: unknown) => {
    throw explainBackendFault(error, backend);
  });

  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  const warnings = problems.filter(({ level }) => level === 'warning').length;
  const undated = candidates.filter(({ startup }) => startup.listedAt === null).length;
  progress.finish(
    {
      read,
      joined,
      ...counts,
      rejected,
      blank,
      warnings,
      undated,
      missing,
      assumedDollars,
      seconds,
      unusedColumns: unusedColumns.map(cleanLine),
      rejectsFile: problems.length > 0 ? rejectsFile : null,
    },
    { dryRun: values['dry-run'], target: backend.description },
  );
  return 0;
}

function bareName(path: string): string {
  return basename(path).replace(/(\.(gz|csv|tsv|jsonl?|ndjson|txt))+$/i, '');
}

async function writeRejects(file: string, problems: readonly Problem[]): Promise<void> {
  try {
    await writeFile(file, problems.map((problem) => `${JSON.stringify(problem)}\n`).join(''));
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new UnreadableFileError(`${file} can't be written: ${reason}. Give another with --rejects.`, { cause });
  }
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof UnreadableFileError ||
    error instanceof BackendError ||
    error instanceof TableBusyError ||
    String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS')
  );
}
