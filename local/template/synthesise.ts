import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Assemblies kept, for a quick way back to another branch and for runners that still read an older one. */
const KEPT = 6;

/** A sandbox, as `ampx sandbox` would name it. */
const LOCAL_CONTEXT = {
  'amplify-backend-namespace': 'firstlight',
  'amplify-backend-name': 'local',
  'amplify-backend-type': 'sandbox',
};

/** Nothing leaves this machine, so neither address need exist. */
const LOCAL_ADDRESSES = {
  FIRSTLIGHT_SENDER: 'digest@firstlight.example',
  FIRSTLIGHT_UNSUBSCRIBE_MAILBOX: 'unsubscribe@firstlight.example',
};

const ASSEMBLY_NAME = /^[0-9a-f]{16}$/;

/** Environment variables that the synthesised templates depend on (amplify/deployment-settings.ts). */
const INPUT_VARIABLES = /^FIRSTLIGHT_/;

export interface Assembly {
  dir: string;
  /** False when it was already there. */
  fresh: boolean;
}

/**
 * Synthesises amplify/ into a cloud assembly, without credentials, and caches it by a hash of everything it depends on.
 * Throws with the synthesiser's own output when it fails.
 */
export async function synthesise(options: {
  cacheDir: string;
  force?: boolean;
  signal?: AbortSignal;
}): Promise<Assembly> {
  const dir = path.join(options.cacheDir, await hashOfInputs());
  if (!options.force && existsSync(path.join(dir, 'manifest.json'))) return { dir, fresh: false };
  const building = `${dir}.building-${process.pid}`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  await synthesiseInto(building, LOCAL_CONTEXT, options.signal);
  await rm(dir, { recursive: true, force: true });
  await rename(building, dir);
  await forgetOld(options.cacheDir);
  return { dir, fresh: true };
}

/**
 * Synthesises into a folder that exists, for the deployment that the CDK context names.
 * @throws with the synthesiser's own output; the folder is gone then
 */
export async function synthesiseInto(
  outdir: string,
  context: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<void> {
  // What `ampx` does, without its look-ups in an AWS account: the backend reads its name from the CDK context and
  // synthesises when the process is told to.
  const script = `
    const { pathToFileURL } = await import('node:url');
    await import(pathToFileURL(${JSON.stringify(path.join(PROJECT_ROOT, 'amplify/backend.ts'))}).href);
    process.emit('message', 'amplifySynth', undefined);
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    cwd: PROJECT_ROOT,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...LOCAL_ADDRESSES,
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
  throw new Error(`amplify/ could not be synthesised (exit ${code}):\n${Buffer.concat(output).toString()}`);
}

async function hashOfInputs(): Promise<string> {
  const hash = createHash('sha256');
  const amplify = path.join(PROJECT_ROOT, 'amplify');
  const files = (await readdir(amplify, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts') && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of [...files, path.join(PROJECT_ROOT, 'package-lock.json')]) {
    hash
      .update(path.relative(PROJECT_ROOT, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  for (const name of Object.keys(process.env)
    .filter((key) => INPUT_VARIABLES.test(key))
    .sort()) {
    hash.update(`${name}=${process.env[name]}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Forgets all but the newest assemblies. One being built, perhaps by another process, is left alone. */
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
