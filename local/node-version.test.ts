import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import settings from '../local.config';
import { nodeVersionProblem } from './node-version';

const PRODUCT = { name: 'Trial', oldestNode: [20, 19] } as const;

it.each(['20.19.0', '20.20.2', '21.0.0', '22.1.0', '24.21.0'])('Node %s is new enough', (version) => {
  expect(nodeVersionProblem(version, PRODUCT)).toBeNull();
});

it.each(['18.20.4', '20.18.9', '16.0.0'])(
  'Node %s is too old, and the message names the version to install',
  (version) => {
    expect(nodeVersionProblem(version, PRODUCT)).toBe(
      `Node ${version} is too old: Trial needs Node 20.19 or newer (https://nodejs.org).`,
    );
  },
);

it('names the version that package.json requires', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(nodeVersionProblem(engines.node.replace('>=', ''), settings)).toBeNull();
  expect(nodeVersionProblem('0.0.0', settings)).toContain(
    `Node ${engines.node.replace('>=', '').replace(/\.0$/, '')} `,
  );
});
