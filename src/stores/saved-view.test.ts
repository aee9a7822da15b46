import fc from 'fast-check';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { defineSavedViewStore, LONGEST_NAME, MOST_VIEWS } from './saved-view';

/** Storage in memory that can be full or forbidden. */
function setup(kept: Record<string, string> = {}) {
  const entries = new Map(Object.entries(kept));
  const browser = { full: false, forbidden: false };
  const storage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (browser.full) throw new DOMException('full', 'QuotaExceededError');
      entries.set(key, text);
    },
    removeItem: (key: string) => void entries.delete(key),
  };
  const useStore = defineSavedViewStore(() => {
    if (browser.forbidden) throw new DOMException('forbidden', 'SecurityError');
    return storage;
  });
  return { store: useStore(), useStore, browser, entries };
}

const names = (store: ReturnType<ReturnType<typeof defineSavedViewStore>>) => store.views.map(({ name }) => name);

describe('the saved views', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('are restored after a reload, only for the investor who saved them', () => {
    const { store, entries } = setup();
    store.load('ada');
    expect(store.save('  Seed \n biotech ', 'industry=biotech')).toBe('done');
    expect(store.opened).toEqual({ name: 'Seed biotech', address: 'industry=biotech' });

    setActivePinia(createPinia());
    const { store: later } = setup(Object.fromEntries(entries));
    later.load('grace');
    expect(later.views).toEqual([]);
    later.load('ada');
    expect(later.views).toEqual([{ name: 'Seed biotech', address: 'industry=biotech' }]);
  });

  it.each([
    ['', 'nameMissing'],
    [' \t ', 'nameMissing'],
    ['x'.repeat(LONGEST_NAME + 1), 'nameTooLong'],
    ['x'.repeat(LONGEST_NAME), 'done'],
    ['SOLAR', 'nameTaken'],
  ])('named %j: %s', (name, outcome) => {
    const { store } = setup();
    store.load('ada');
    store.save('Solar', 'q=solar');
    expect(store.save(name, 'q=wind')).toBe(outcome);
    expect(store.views).toHaveLength(outcome === 'done' ? 2 : 1);
  });

  it(`are ${MOST_VIEWS} at most`, () => {
    const { store } = setup();
    store.load('ada');
    for (let at = 0; at < MOST_VIEWS; at++) expect(store.save(`View ${at}`, `q=${at}`)).toBe('done');
    expect(store.save('One more', 'q=more')).toBe('tooMany');
    expect(store.update('View 3', 'q=other')).toBe('done');
    expect(store.views).toHaveLength(MOST_VIEWS);
  });

  it('keep their place when they are updated or renamed', () => {
    const { store } = setup();
    store.load('ada');
    store.save('Solar', 'q=solar');
    store.save('Wind', 'q=wind');
    store.open('Solar');
    expect(store.update('Solar', 'q=sun')).toBe('done');
    expect(store.rename('Solar', 'wind')).toBe('nameTaken');
    expect(store.rename('Solar', 'SOLAR')).toBe('done');
    expect(store.views).toEqual([
      { name: 'SOLAR', address: 'q=sun' },
      { name: 'Wind', address: 'q=wind' },
    ]);
    expect(store.opened?.name).toBe('SOLAR');
  });

  it('come back where they were when a removal is undone', () => {
    const { store } = setup();
    store.load('ada');
    for (const name of ['A', 'B', 'C']) store.save(name, `q=${name}`);
    const { outcome, undo } = store.remove('B');
    expect([outcome, names(store)]).toEqual(['done', ['A', 'C']]);
    expect([undo(), names(store)]).toEqual(['done', ['A', 'B', 'C']]);
    expect([undo(), names(store)]).toEqual(['nameTaken', ['A', 'B', 'C']]);
  });

  it('of one investor are never put back for another', () => {
    const { store, entries } = setup();
    store.load('ada');
    store.save('A', 'q=a');
    const { undo } = store.remove('A');
    store.clear();
    store.load('grace');
    expect(undo()).toBe('notKept');
    expect(entries.has('firstlight.views.grace')).toBe(false);
  });

  it('of two tabs are both kept', () => {
    const { store, useStore } = setup();
    store.load('ada');
    setActivePinia(createPinia());
    const otherTab = useStore();
    otherTab.load('ada');
    otherTab.save('From there', 'q=there');
    store.save('From here', 'q=here');
    expect(names(store)).toEqual(['From there', 'From here']);
  });

  it('do not change on screen when the browser did not store them', () => {
    const { store, browser } = setup();
    store.load('ada');
    store.save('A', 'q=a');
    store.save('Z', 'q=z');
    browser.full = true;
    expect([store.save('B', 'q=b'), store.remove('A').outcome, store.rename('A', 'C')]).toEqual(
      Array(3).fill('notKept'),
    );
    expect(names(store)).toEqual(['A', 'Z']);
  });

  it('are empty where storage is forbidden', () => {
    const { store, browser } = setup();
    browser.forbidden = true;
    store.load('ada');
    expect([store.views, store.save('A', 'q=a')]).toEqual([[], 'notKept']);
  });

  it('leave memory at sign-out but stay in the browser', () => {
    const { store, entries } = setup();
    store.load('ada');
    store.save('A', 'q=a');
    store.clear();
    expect([store.views, store.opened, store.save('B', 'q=b')]).toEqual([[], null, 'notKept']);
    expect(entries.get('firstlight.views.ada')).toContain('"A"');
  });

  it('drop invalid entries and keep the rest', () => {
    const kept = [null, 7, 'A', [], {}, { name: 'A' }, { name: 1, address: '' }, { name: ' ', address: '' }];
    const text = JSON.stringify([...kept, { name: 'B', address: 'q=b', more: 1 }, { name: 'b', address: 'q=c' }]);
    const { store } = setup({ 'firstlight.views.ada': text });
    store.load('ada');
    expect(store.views).toEqual([{ name: 'B', address: 'q=b' }]);
  });

  it('read any stored text without an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        setActivePinia(createPinia());
        const { store } = setup({ 'firstlight.views.ada': text });
        store.load('ada');
        expect(store.views.length).toBeLessThanOrEqual(MOST_VIEWS);
      }),
    );
  });
});
