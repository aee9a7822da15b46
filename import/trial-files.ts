import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { readFiles } from './import-startups';

export const now = new Date('2026-11-22T10:00:00Z');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a file into a folder that is removed after the tests. Returns its path. */
export async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Imports one file with this content, without writing to a table. */
export async function read(content: string | Buffer, name = 'startups.csv', source: string | null = null) {
  return readFiles([await file(name, content)], { source, now });
}

export function startups({ assembled }: Awaited<ReturnType<typeof read>>) {
  return assembled.candidates.map(({ startup }) => startup);
}
