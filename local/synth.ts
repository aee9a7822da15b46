import path from 'node:path';
import { PROJECT_ROOT, synthesise } from './template/synthesise';

/** `npm run synth`: synthesises afresh and fails on any error. */
const started = Date.now();
const { dir } = await synthesise({ cacheDir: path.join(PROJECT_ROOT, '.local/synth'), force: true });
console.log(`Synthesised in ${((Date.now() - started) / 1000).toFixed(1)} s: ${path.relative(process.cwd(), dir)}`);
