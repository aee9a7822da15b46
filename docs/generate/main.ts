import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { digestStates } from './digest-states';

/** The documents that are made from code, by their name in docs/. */
const DOCUMENTS = { 'digest-states.md': digestStates };

const docs = path.resolve(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');
const stale: string[] = [];
for (const [name, render] of Object.entries(DOCUMENTS)) {
  const file = path.join(docs, name);
  const wanted = await format(render(), { ...(await resolveConfig(file)), parser: 'markdown' });
  const found = await readFile(file, 'utf8').catch(() => null);
  if (found === wanted) continue;
  stale.push(name);
  if (!isCheck) await writeFile(file, wanted);
}
if (!isCheck) process.stdout.write(stale.length > 0 ? `Written: ${stale.join(', ')}\n` : 'Nothing changed.\n');
else if (stale.length > 0) {
  process.stderr.write(`Not up to date: docs/${stale.join(', docs/')}. Run npm run docs:generate.\n`);
  process.exitCode = 1;
}
