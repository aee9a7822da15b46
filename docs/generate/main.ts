import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { APP_OPERATIONS } from './app-operations';
import { digestStates } from './digest-states';
import { figuresTable } from './figures-table';
import { staleNames } from './named-files';

/** Files that are generated from code: the whole file, or the section between two comments of that name. */
const FILES: { file: string; section?: string; render: () => string | Promise<string> }[] = [
  { file: 'docs/digest-states.md', render: digestStates },
  { file: 'README.md', section: 'figures', render: figuresTable },
  ...APP_OPERATIONS,
];

const root = path.resolve(import.meta.dirname, '../..');
const isCheck = process.argv.includes('--check');
const stale: string[] = [];
for (const { file, section, render } of FILES) {
  const target = path.join(root, file);
  const found = await readFile(target, 'utf8').catch(() => '');
  const text = section ? withSection(found, section, await render()) : await render();
  const wanted = await format(text, { ...(await resolveConfig(target)), filepath: target });
  if (found === wanted) continue;
  stale.push(file);
  if (!isCheck) await writeFile(target, wanted);
}
const named = await staleNames(root);
if (named.length > 0) {
  process.stderr.write(`Names in documents that the tree does not have:\n${named.join('\n')}\n`);
  process.exitCode = 1;
}
if (!isCheck) process.stdout.write(stale.length > 0 ? `Written: ${stale.join(', ')}\n` : 'Nothing changed.\n');
else if (stale.length > 0) {
  process.stderr.write(`Not up to date: ${stale.join(', ')}. Run npm run docs:generate.\n`);
  process.exitCode = 1;
}

/** Replaces the text between `<!-- name -->` and `<!-- /name -->`. Throws when the document has no such comments. */
function withSection(document: string, name: string, content: string): string {
  const [before, rest] = document.split(`<!-- ${name} -->`);
  const after = rest?.split(`<!-- /${name} -->`)[1];
  if (before === undefined || after === undefined) throw new Error(`No section ${name} in the document.`);
  return `${before}<!-- ${name} -->\n\n${content}\n\n<!-- /${name} -->${after}`;
}
