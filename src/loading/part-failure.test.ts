import { describe, expect, it } from 'vitest';
import { createPartFailures, isPartError, type Surroundings } from './part-failure';

const WANTED = '/portfolio';

function setup(
  world: { online?: boolean; unsaved?: boolean; memory?: Map<string, string> | null; build?: string } = {},
) {
  const { online = true, unsaved = false, memory = new Map<string, string>(), build = 'app-1.js' } = world;
  const loads: (string | undefined)[] = [];
  const again: string[] = [];
  const surroundings: Surroundings = {
    reachable: async () => online,
    unsaved: () => unsaved,
    build,
    memory: memory && {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
    },
    load: (address) => loads.push(address),
  };
  const parts = createPartFailures(surroundings);
  const wanted = { address: WANTED, again: () => again.push(WANTED) };
  return { parts, loads, again, wanted };
}

const missing = () => new TypeError('Failed to fetch dynamically imported module: http://x/assets/PortfolioView.js');

describe('a part that does not load', () => {
  it.each([
    ['online, nothing unsaved', {}, [WANTED], null],
    ['online, something unsaved', { unsaved: true }, [], 'missing'],
    ['online, storage blocked', { memory: null }, [], 'missing'],
    ['offline', { online: false }, [], 'offline'],
    ['offline, something unsaved', { online: false, unsaved: true }, [], 'offline'],
  ])('%s', async (_, world, loaded, reason) => {
    const { parts, loads, wanted } = setup(world);
    await parts.partFailed(missing(), wanted);
    expect(loads).toEqual(loaded);
    expect(parts.failure.value?.reason ?? null).toBe(reason);
  });

  it('brings one page load for each build, however often it fails', async () => {
    const memory = new Map<string, string>();
    const [first, second, newer] = [setup({ memory }), setup({ memory }), setup({ memory, build: 'app-2.js' })];
    await first.parts.partFailed(missing(), first.wanted);
    await second.parts.partFailed(missing(), second.wanted);
    await newer.parts.partFailed(missing(), newer.wanted);
    expect([first.loads, second.loads, newer.loads]).toEqual([[WANTED], [], [WANTED]]);
    expect(second.parts.failure.value?.reason).toBe('missing');
  });

  it('asks for the page load when the person says so, even while something is unsaved', async () => {
    const { parts, loads, wanted } = setup({ unsaved: true });
    await parts.partFailed(missing(), wanted);
    parts.failure.value!.retry();
    expect(loads).toEqual([WANTED]);
    expect(parts.failure.value).toBeNull();
  });

  it('is tried again without a page load once the connection is back', async () => {
    const { parts, loads, again, wanted } = setup({ online: false });
    await parts.partFailed(missing(), wanted);
    parts.failure.value!.retry();
    expect([again, loads, parts.failure.value]).toEqual([[WANTED], [], null]);
  });

  it('is one failure when both the bundler and the router report it', async () => {
    const { parts, loads, wanted } = setup();
    const error = missing();
    const bundler = parts.partFailed(error);
    await Promise.resolve();
    await Promise.all([bundler, parts.partFailed(error, wanted)]);
    parts.pageFailed(error);
    expect(loads).toEqual([WANTED]);
    expect(parts.failure.value).toBeNull();
  });

  it('without a connection is left to the code that wanted it', async () => {
    const { parts } = setup({ online: false });
    await parts.partFailed(missing());
    expect(parts.failure.value).toBeNull();
  });

  it('is distinguished from any other error, which shows a notice and loads nothing', async () => {
    const { parts, loads } = setup();
    parts.pageFailed(new RangeError('bug'));
    expect(parts.failure.value?.reason).toBe('fault');
    expect(loads).toEqual([]);
    parts.dismiss();
    expect(parts.failure.value).toBeNull();
  });
});

describe('the error of a part', () => {
  it.each([
    ['Chromium', 'Failed to fetch dynamically imported module: https://x/assets/a.js', true],
    ['Firefox', 'error loading dynamically imported module: https://x/assets/a.js', true],
    ['Safari', 'Importing a module script failed.', true],
    ['Safari, a page in place of the module', "'text/html' is not a valid JavaScript MIME type.", true],
    ['Vite', 'Unable to preload CSS for /assets/a.css', true],
    ['a failed request', 'Failed to fetch', false],
    ['a bug', 'x is not a function', false],
  ])('of %s', (_, message, expected) => {
    expect(isPartError(new TypeError(message))).toBe(expected);
  });
});
