import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { BUNDLING } from '../amplify/functions/bundling';

const BACKEND = path.resolve(import.meta.dirname, '../amplify');

/** The bundle of a function as it deploys. */
export interface FunctionBundle {
  code: string;
  /** Absolute paths of the modules with code in the bundle. */
  modules: string[];
}

/** Bundles every handler of the backend in memory. */
export async function bundleFunctions(): Promise<FunctionBundle[]> {
  const handlers = readdirSync(BACKEND, { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.basename(file) === 'handler.ts',
  );
  const { outputFiles, metafile } = await build({
    ...BUNDLING,
    entryPoints: handlers.map((file) => path.join(BACKEND, file)),
    outdir: 'bundles',
    bundle: true,
    platform: 'node',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  return outputFiles.map(({ path: file, text }) => {
    const { inputs } = metafile.outputs[path.relative('', file)]!;
    const modules = Object.keys(inputs).filter((module) => inputs[module]!.bytesInOutput > 0);
    return { code: text, modules: modules.map((module) => path.resolve(module)) };
  });
}
