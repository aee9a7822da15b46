import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { bundleFunctions } from '../../licences/function-bundles';
import { noticesOf } from '../../licences/notices';
import { readAssembly } from './assembly';

it('the notices of the functions are taken from exactly the bundles that deploy', async () => {
  const { dir, assets } = await readAssembly();
  const deployed = assets.map((asset) => path.join(dir, asset.path, 'index.mjs')).filter((file) => existsSync(file));
  const bundles = await bundleFunctions();
  const sizes = (codes: string[]) => codes.map((code) => code.length).sort((a, b) => a - b);
  const codes = bundles.map(({ code }) => code);
  const deployedCodes = deployed.map((file) => readFileSync(file, 'utf8'));
  expect(sizes(codes)).toEqual(sizes(deployedCodes));
  expect(codes.sort().every((code, index) => code === deployedCodes.sort()[index])).toBe(true);

  const notices = noticesOf(bundles.flatMap(({ modules }) => modules));
  expect(notices).toMatch(/^@aws-lambda-powertools\/logger \S+ \(MIT-0\)$/m);
});
