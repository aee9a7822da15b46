import { expect, it } from 'vitest';
import { entries } from './entries';

const components = Object.keys(import.meta.glob('../components/**/*.vue')).map((file) =>
  file.slice('../components/'.length, -'.vue'.length),
);

it('has an entry for every component, and no other', () => {
  expect([...entries.keys()].sort()).toEqual(components.sort());
});
