import path from 'node:path';
import settings from '../local.config';
import { synthesise } from './template/synthesise';

/** `npm run synth`: synthesises without the cache and fails on any error. */
const started = Date.now();
const { dir } = await synthesise(settings.synthesis, { force: true });
console.log(`Synthesised in ${((Date.now() - started) / 1000).toFixed(1)} s: ${path.relative(process.cwd(), dir)}`);
