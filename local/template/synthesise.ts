import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SynthesisSettings } from '../settings';
import { PROJECT_ROOT, SYNTH_DIR } from '../state-dir';
import { hashOfInputs } from './synthesis-inputs';

/** The number of assemblies kept, for switching between branches and for runners that still read an older one. */
const KEPT = 6;

const ASSEMBLY_NAME = /^[0-9a-f]{16}$/;

export interface Assembly {
  dir: string;
  /** False when it comes from the cache. */
  fresh: boolean;
}

/**
 * Synthesises the backend into a cloud assembly, without credentials, and caches it by the hash of its inputs.
 * @throws Error with the output of the synthesis
 */
export async function synthesise(
  settings: SynthesisSettings,
  options: { cacheDir?: string; force?: boolean; signal?: AbortSignal } = {},
): Promise<Assembly> {
  const { cacheDir = SYNTH_DIR } = options;
  const dir = path.join(cacheDir, await hashOfInputs(PROJECT_ROOT, settings));
  if (!options.force && existsSync(path.join(dir, 'manifest.json'))) return { dir, fresh: false };
  const building = `${dir}.building-${process.pid}`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  await synthesiseInto(building, settings, options.signal);
  await rm(dir, { recursive: true, force: true });
  await rename(building, dir);
  await forgetOld(cacheDir);
  return { dir, fresh: true };
}

/**
 * Synthesises into an existing folder, for the deployment that the context names.
 * @throws Error with the output of the synthesis; the folder is deleted
 */
export async function synthesiseInto(
  outdir: string,
  { entry, context, environment }: Pick<SynthesisSettings, 'entry' | 'context' | 'environment'>,
  signal?: AbortSignal,
): Promise<void> {
  // Like `ampx`, but without lookups in an AWS account: the backend reads its name from the CDK context and synthesises
  // at this message.
  const script = `
    const { pathToFileURL } = await import('node:url');
    await import(pathToFileURL(${JSON.stringify(path.join(PROJECT_ROOT, entry))}).href);
    process.emit('message', 'amplifySynth', undefined);
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    cwd: PROJECT_ROOT,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environment,
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  ).catch(async (error: unknown) => {
    await rm(outdir, { recursive: true, force: true });
    throw error;
  });
  if (code === 0 && existsSync(path.join(outdir, 'manifest.json'))) return;
  await rm(outdir, { recursive: true, force: true });
  throw new Error(`${entry} could not be synthesised (exit ${code}):\n${Buffer.concat(output).toString()}`);
}

/** Deletes all but the newest assemblies. Folders in which a process is building an assembly are kept. */
async function forgetOld(cacheDir: string): Promise<void> {
  const names = (await readdir(cacheDir)).filter((name) => ASSEMBLY_NAME.test(name));
  const dirs = await Promise.all(
    names.map(async (name) => {
      const dir = path.join(cacheDir, name);
      return { dir, at: (await stat(dir).catch(() => null))?.mtimeMs ?? 0 };
    }),
  );
  dirs.sort((a, b) => b.at - a.at);
  for (const { dir } of dirs.slice(KEPT)) await rm(dir, { recursive: true, force: true });
}
