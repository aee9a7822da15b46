import { describe, expect, it } from 'vitest';
import { createInvestorStorage } from './investor-storage';

function setup(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries));
  const browser = { full: false, forbidden: false };
  const parse = (items: readonly unknown[]) => items.filter((item) => typeof item === 'string');
  const storage = createInvestorStorage('words', parse, () => {
    if (browser.forbidden) throw new DOMException('forbidden', 'SecurityError');
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, text) => {
        if (browser.full) throw new DOMException('full', 'QuotaExceededError');
        kept.set(key, text);
      },
      removeItem: (key) => void kept.delete(key),
    };
  });
  return { storage, kept, browser };
}

describe('the storage of an investor', () => {
  it('keeps one list for each investor', () => {
    const { storage, kept } = setup();
    storage.open('ada');
    expect(storage.write(['a', 'b'])).toBe(true);
    storage.open('grace');
    expect(storage.read()).toEqual([]);
    storage.open('ada');
    expect([storage.read(), [...kept.keys()]]).toEqual([['a', 'b'], ['firstlight.words.ada']]);
  });

  it('removes an empty list', () => {
    const { storage, kept } = setup({ 'firstlight.words.ada': '["a"]' });
    storage.open('ada');
    storage.write([]);
    expect(kept.size).toBe(0);
  });

  it.each(['', '{', '{"a":1}', 'null', '7'])('reads %j as an empty list', (text) => {
    const { storage } = setup({ 'firstlight.words.ada': text });
    storage.open('ada');
    expect(storage.read()).toEqual([]);
  });

  it('drops what is not a valid item', () => {
    const { storage } = setup({ 'firstlight.words.ada': '["a",7,null]' });
    storage.open('ada');
    expect(storage.read()).toEqual(['a']);
  });

  it('reads and writes nothing without an owner', () => {
    const { storage, kept } = setup();
    storage.open('ada');
    storage.close();
    expect([storage.read(), storage.write(['a']), kept.size]).toEqual([null, false, 0]);
  });

  it('reports storage that is full or forbidden', () => {
    const { storage, browser } = setup();
    storage.open('ada');
    browser.full = true;
    expect([storage.read(), storage.write(['a'])]).toEqual([[], false]);
    browser.forbidden = true;
    expect([storage.read(), storage.write([])]).toEqual([null, false]);
  });
});
