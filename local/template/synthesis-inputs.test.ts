import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOfInputs } from './synthesis-inputs';

let root: string;

async function write(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), content);
}
const manifest = (name: string, version: string, dependencies = {}) => JSON.stringify({ name, version, dependencies });
const hash = (environment: NodeJS.ProcessEnv = {}) =>
  hashOfInputs(root, { entry: 'backend/index.ts', environmentPrefix: 'TRIAL_' }, environment);

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'synthesis-inputs-'));
  await write('backend/index.ts', "import { used } from 'used'; export const entry = new URL('./handler.ts', used);");
  await write('backend/handler.ts', "import { shared } from '../shared/shared'; import 'node:fs'; export { shared };");
  await write('backend/schema.graphql', 'type Query');
  await write('backend/index.test.ts', 'test');
  await write('shared/shared.ts', 'export const shared = 1;');
  await write('node_modules/used/package.json', manifest('used', '1.0.0', { deep: '*' }));
  await write('node_modules/deep/package.json', manifest('deep', '1.0.0'));
  await write('node_modules/unused/package.json', manifest('unused', '1.0.0'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('the hash of a synthesis', () => {
  it.each([
    ['a file that only a function imports, from another folder', 'shared/shared.ts', 'export const shared = 2;'],
    ['a file beside the entry that is no source', 'backend/schema.graphql', 'type Mutation'],
    ['a new file beside the entry', 'backend/functions/new.ts', 'export {};'],
    ['a package that is imported', 'node_modules/used/package.json', manifest('used', '1.0.1', { deep: '*' })],
    ['a dependency of a package that is imported', 'node_modules/deep/package.json', manifest('deep', '2.0.0')],
    [
      'a dependency installed below its package',
      'node_modules/used/node_modules/deep/package.json',
      manifest('deep', '3.0.0'),
    ],
    ['a source that does not parse', 'backend/handler.ts', 'export const ='],
  ])('changes with %s', async (_, file, content) => {
    const before = await hash();
    await write(file, content);
    expect(await hash()).not.toBe(before);
  });

  it.each([
    ['a test', 'backend/index.test.ts', 'another test'],
    ['a package that is not imported', 'node_modules/unused/package.json', manifest('unused', '2.0.0')],
    ['a file that nothing imports', 'shared/other.ts', 'export {};'],
    ['the lockfile of npm', 'package-lock.json', '{}'],
    ['the lockfile of pnpm', 'pnpm-lock.yaml', 'lockfileVersion: 9'],
  ])('does not change with %s', async (_, file, content) => {
    const before = await hash();
    await write(file, content);
    expect(await hash()).toBe(before);
  });

  it('follows the links of pnpm to the dependencies of a package', async () => {
    const store = 'node_modules/.pnpm/used@1.0.0/node_modules';
    await rm(path.join(root, 'node_modules/used'), { recursive: true });
    await write(`${store}/used/package.json`, manifest('used', '1.0.0', { deep: '*' }));
    await write(`${store}/deep/package.json`, manifest('deep', '1.0.0'));
    await symlink(path.join(root, store, 'used'), path.join(root, 'node_modules/used'));
    const before = await hash();
    await write(`${store}/deep/package.json`, manifest('deep', '1.0.1'));
    expect(await hash()).not.toBe(before);
  });

  it('changes with the variables of the prefix alone', async () => {
    expect(await hash({ OTHER: '1' })).toBe(await hash());
    expect(await hash({ TRIAL_SENDER: '1' })).not.toBe(await hash());
  });
});
