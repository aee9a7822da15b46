import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

/** Words of the product. `createHash(...).digest(...)` is Node's and does not count. */
const PRODUCT_WORDS =
  /firstlight|\binvestors?|\bstartups?\b|(?<![.\w])digests?\b(?!\()|digestKey|recommendation|\bvite\b/i;

/** The commands. They read the settings and pass them on. */
const ENTRIES = ['main.ts', 'synth.ts', 'tick.ts'];

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(ts|css|md)$/.test(file) && !file.endsWith('.test.ts'),
);
const text = (file: string) => readFileSync(path.join(import.meta.dirname, file), 'utf8');

it('no file of the local runner uses a word of the product', () => {
  const found = files.flatMap((file) =>
    text(file)
      .split('\n')
      .flatMap((line, at) => (PRODUCT_WORDS.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});

it('only the commands import the settings', () => {
  expect(files.filter((file) => /from '.*local\.config'/.test(text(file))).sort()).toEqual(ENTRIES);
});
