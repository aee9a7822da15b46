import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { recordFigures, type FigureName } from './figures';

/*
 * npm run bench -- NAME [--record]: runs tests/bench/NAME.ts, which exports `run`. With `--record` its figures go into
 * docs/figures.json, from which `npm run docs:generate` writes the table in README.md.
 */

const folder = path.dirname(fileURLToPath(import.meta.url));
const name = process.argv[2] ?? '';
const file = path.join(folder, `${name}.ts`);

if (!/^[a-z][a-z-]*$/.test(name) || name === 'main' || !existsSync(file)) {
  const known = readdirSync(folder)
    .filter(
      (entry) =>
        entry.endsWith('.ts') && !entry.endsWith('.test.ts') && !/^(main|figures|sample-.*|timing)\.ts$/.test(entry),
    )
    .map((entry) => entry.slice(0, -3));
  console.error(`Usage: npm run bench -- ${known.join('|')}`);
  process.exit(2);
}
const bench = (await import(pathToFileURL(file).href)) as { run?: () => Promise<Record<string, number>> };
if (!bench.run) throw new Error(`${file} exports no run().`);
const figures = await bench.run();
if (process.argv.includes('--record') && !process.exitCode) await recordFigures(name as FigureName, figures);
