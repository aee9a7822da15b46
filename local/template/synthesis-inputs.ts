import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * A hash of everything that a synthesis depends on: the files beside the backend's entry, the files elsewhere that they
 * import, the installed versions of the packages that they import, with all dependencies of these, and the environment.
 * It reads the installed packages and no lockfile, so it is the same for every package manager.
 */
export async function hashOfInputs(
  root: string,
  { entry, environmentPrefix }: { entry: string; environmentPrefix: string },
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const hash = createHash('sha256');
  const add = (name: string, content: string | Buffer) => hash.update(name).update('\0').update(content).update('\0');
  const own = await filesBeside(root, entry);
  const { files, packages } = await importGraph(root, own);
  for (const file of [...new Set([...own, ...files])].sort()) add(file, await readFile(path.join(root, file)));
  for (const version of installedVersions(root, packages)) add(version, '');
  for (const name of Object.keys(environment).sort()) {
    if (name.startsWith(environmentPrefix)) add(name, environment[name] ?? '');
  }
  return hash.digest('hex').slice(0, 16);
}

/** All files in the folder of the entry except tests; paths from the root. */
async function filesBeside(root: string, entry: string): Promise<string[]> {
  const folder = path.join(root, path.dirname(entry));
  return (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile() && !/\.test\.[cm]?[jt]s$/.test(file.name) && !file.name.startsWith('.'))
    .map((file) => path.relative(root, path.join(file.parentPath, file.name)));
}

/** The import graph of all sources, since a backend refers to its functions by path and not by import. */
async function importGraph(root: string, sources: string[]): Promise<{ files: string[]; packages: string[] }> {
  const entries = sources.filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.endsWith('.d.ts'));
  const built = await build({
    absWorkingDir: root,
    stdin: { contents: entries.map((file) => `import './${file}';`).join('\n'), resolveDir: root, sourcefile: STDIN },
    bundle: true,
    packages: 'external',
    metafile: true,
    write: false,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    // The synthesis reports a source that does not parse.
  }).catch(() => null);
  const inputs = Object.entries(built?.metafile.inputs ?? {}).filter(([file]) => file !== STDIN);
  const imported = inputs.flatMap(([, { imports }]) => imports.filter(({ external }) => external));
  return {
    files: inputs.map(([file]) => file),
    packages: [...new Set(imported.flatMap(({ path: specifier }) => packageOf(specifier) ?? []))],
  };
}

const STDIN = '<all sources>';

/** The package of an import: `@scope/name` for `@scope/name/part`. */
const packageOf = (specifier: string) =>
  specifier.startsWith('node:') ? undefined : /^(@[^/]+\/)?[^./][^/]*/.exec(specifier)?.[0];

interface Manifest {
  name?: string;
  version?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** `name@version` of the packages and of all their dependencies, sorted. */
function installedVersions(root: string, names: readonly string[]): string[] {
  const versions = new Map<string, string>();
  const waiting = names.map((name) => ({ name, from: root }));
  const seen = new Set<string>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const folder = packageFolder(next.name, next.from, seen);
    if (!folder || versions.has(folder)) continue;
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
    versions.set(folder, `${manifest.name}@${manifest.version}`);
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      waiting.push({ name, from: folder });
    }
  }
  return [...new Set(versions.values())].sort();
}

/**
 * The real folder of a package that Node finds from another folder; package managers can link packages. Null if there is
 * none, or if an earlier search has visited it.
 */
function packageFolder(name: string, from: string, seen: Set<string>): string | null {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (seen.has(candidate)) return null;
    seen.add(candidate);
    if (existsSync(path.join(candidate, 'package.json'))) return realpathSync(candidate);
    if (folder === path.dirname(folder)) return null;
  }
}
