import { transformSync } from 'esbuild';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * JavaScript of a worker's TypeScript file, for `new Worker(source, { eval: true })`. A worker takes no loader from its
 * parent, and starting one with a loader of its own would cost more than the worker does.
 */
export function workerSource(url: URL): string {
  return transformSync(readFileSync(fileURLToPath(url), 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  }).code;
}
