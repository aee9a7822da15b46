import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';

/**
 * The JavaScript of a worker's TypeScript file, for `new Worker(source, { eval: true })`. A worker does not inherit the
 * loader of its parent, and a loader of its own takes longer to start than the worker.
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
