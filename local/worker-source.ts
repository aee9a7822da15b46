import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';

/**
 * JavaScript of a worker's TypeScript file, for `new Worker(source, { eval: true })`. A worker takes no loader from its
 * parent, and starting one with a loader of its own would cost more than the worker does.
 */
export function workerSource(url: URL): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(url)],
    bundle: true,
    packages: 'external',
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}
