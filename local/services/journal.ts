import { createReadStream } from 'node:fs';
import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A file of JSON lines: entries are appended, and all are read at the start. */
export interface Journal<Entry> {
  append(entry: Entry): void;
  /** Replaces all entries, to drop those that are obsolete. */
  rewrite(entries: Entry[]): void;
  /** Resolves when all entries are on disk. */
  flush(): Promise<void>;
}

/** Opens a journal and reads its entries. Incomplete lines, left by a crash, are skipped. */
export async function openJournal<Entry>(file: string): Promise<{ entries: Entry[]; journal: Journal<Entry> }> {
  await mkdir(path.dirname(file), { recursive: true });
  const entries = await readEntries<Entry>(file);
  let pending = '';
  let replacement: string | null = null;
  let writing: Promise<void> | null = null;

  async function write(): Promise<void> {
    while (pending || replacement !== null) {
      const [whole, more] = [replacement, pending];
      [replacement, pending] = [null, ''];
      if (whole !== null) {
        await writeFile(`${file}.new`, whole);
        await rename(`${file}.new`, file);
      }
      if (more) await appendFile(file, more);
    }
    writing = null;
  }
  // `flush` throws the error of a failed write. An unhandled rejection here would end the process.
  const schedule = () => {
    writing ??= write();
    writing.catch(() => undefined);
  };

  return {
    entries,
    journal: {
      append(entry) {
        pending += `${JSON.stringify(entry)}\n`;
        schedule();
      },
      rewrite(kept) {
        pending = '';
        replacement = kept.map((entry) => `${JSON.stringify(entry)}\n`).join('');
        schedule();
      },
      async flush() {
        await writing;
      },
    },
  };
}

async function readEntries<Entry>(file: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      try {
        if (line) entries.push(JSON.parse(line) as Entry);
      } catch {
        continue;
      }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return entries;
}
