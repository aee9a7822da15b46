import { describe, expect, it } from 'vitest';
import { createOptimisticMap } from './optimistic-map';

/** A map with requests that the test answers one by one. */
function setup(list: Record<string, string> = {}) {
  const map = createOptimisticMap<string>();
  map.takeList(new Map(Object.entries(list)));
  const sent: { stored: string | null; answer: (value: string | null) => void; refuse: (error: Error) => void }[] = [];
  const change = (key: string, shown: string | null) =>
    map.change(key, shown, (stored) => new Promise((answer, refuse) => sent.push({ stored, answer, refuse })));
  return { map, sent, change };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));
const refusal = new Error('refused');

describe('a change', () => {
  it('shows before its answer, then as the backend stored it', async () => {
    const { map, sent, change } = setup({ a: 'old' });
    const changing = change('a', 'new');
    expect([map.values.get('a'), map.isPending('a'), map.isPending('b')]).toEqual(['new', true, false]);
    await turn();
    expect(sent[0]!.stored).toBe('old');
    sent[0]!.answer('NEW');
    await changing;
    expect([map.values.get('a'), map.isPending('a')]).toEqual(['NEW', false]);
  });

  it.each([
    ['a new value', {}, 'new', undefined],
    ['another value', { a: 'old' }, 'new', 'old'],
    ['a removal', { a: 'old' }, null, 'old'],
  ])('of %s is rolled back when the backend refuses it', async (_, list, shown, after) => {
    const { map, sent, change } = setup(list);
    const changing = change('a', shown);
    expect(map.values.get('a') ?? null).toBe(shown);
    await turn();
    sent[0]!.refuse(refusal);
    await expect(changing).rejects.toBe(refusal);
    expect([map.values.get('a'), map.isPending('a')]).toEqual([after, false]);
  });

  it('waits for the earlier ones of its key, and not for those of other keys', async () => {
    const { map, sent, change } = setup();
    const all = Promise.all([change('a', '1'), change('a', '2'), change('b', '3')]);
    await turn();
    expect(sent).toHaveLength(2);
    sent[0]!.answer('1');
    await turn();
    expect([sent.length, sent[2]!.stored, map.values.get('a')]).toEqual([3, '1', '2']);
    sent[1]!.answer('3');
    sent[2]!.answer('2');
    await all;
    expect([...map.values]).toEqual([
      ['a', '2'],
      ['b', '3'],
    ]);
  });

  it('that is refused goes back to the one before that was accepted', async () => {
    const { map, sent, change } = setup();
    const first = change('a', '1');
    const second = change('a', '2');
    await turn();
    sent[0]!.answer('1');
    await first;
    await turn();
    sent[1]!.refuse(refusal);
    await expect(second).rejects.toBe(refusal);
    expect(map.values.get('a')).toBe('1');
  });

  it('is sent even if the one before was refused', async () => {
    const { map, sent, change } = setup();
    const first = change('a', '1');
    const second = change('a', '2');
    await turn();
    sent[0]!.refuse(refusal);
    await expect(first).rejects.toBe(refusal);
    expect(map.values.get('a')).toBe('2');
    await turn();
    sent[1]!.answer('2');
    await second;
    expect(map.values.get('a')).toBe('2');
  });

  it('goes back to the corrected value when it is refused after a correction', async () => {
    const { map, sent, change } = setup({ a: 'old' });
    const changing = change('a', 'mine');
    await turn();
    map.correct('a', 'theirs');
    expect(map.values.get('a')).toBe('mine');
    sent[0]!.refuse(refusal);
    await expect(changing).rejects.toBe(refusal);
    expect(map.values.get('a')).toBe('theirs');
  });
});

describe('a report', () => {
  it('shows, but not over a change of the same key that is under way', async () => {
    const { map, sent, change } = setup({ a: 'old' });
    map.report('b', 'theirs');
    const changing = change('a', 'mine');
    map.report('a', null);
    expect([...map.values]).toEqual([
      ['a', 'mine'],
      ['b', 'theirs'],
    ]);
    await turn();
    sent[0]!.answer('mine');
    await changing;
    map.report('a', null);
    expect(map.values.has('a')).toBe(false);
  });
});

describe('a list', () => {
  it('keeps what was changed and reported since it was requested', async () => {
    const { map, sent, change } = setup({ gone: 'x', kept: 'x' });
    map.listRequested();
    const changes = Promise.all([change('new', 'n'), change('gone', null)]);
    map.report('told', 't');
    await turn();
    sent[0]!.answer('n');
    sent[1]!.answer(null);
    await changes;
    map.takeList(
      new Map([
        ['gone', 'x'],
        ['kept', 'y'],
      ]),
    );
    expect(Object.fromEntries(map.values)).toEqual({ kept: 'y', new: 'n', told: 't' });
  });

  it('that was requested later replaces everything', async () => {
    const { map } = setup();
    map.report('told', 't');
    map.listRequested();
    map.takeList(new Map([['kept', 'y']]));
    expect(Object.fromEntries(map.values)).toEqual({ kept: 'y' });
  });

  it('is what a change goes back to when it is refused after the list came', async () => {
    const { map, sent, change } = setup();
    const changing = change('a', 'mine');
    await turn();
    map.listRequested();
    map.takeList(new Map([['a', 'theirs']]));
    expect(map.values.get('a')).toBe('mine');
    sent[0]!.refuse(refusal);
    await expect(changing).rejects.toBe(refusal);
    expect(map.values.get('a')).toBe('theirs');
  });
});

describe('after it is cleared', () => {
  it('drops earlier answers and refusals, and never sends waiting changes', async () => {
    const { map, sent, change } = setup({ a: 'old' });
    const changing = [change('a', '1'), change('a', '2'), change('b', '3')];
    await turn();
    map.clear();
    const next = change('b', 'next');
    await turn();
    sent[0]!.refuse(refusal);
    sent[1]!.answer('3');
    await Promise.allSettled(changing);
    await turn();
    expect([Object.fromEntries(map.values), map.isPending('a'), map.isPending('b')]).toEqual([
      { b: 'next' },
      false,
      true,
    ]);
    expect(sent).toHaveLength(3);
    sent[2]!.refuse(refusal);
    await expect(next).rejects.toBe(refusal);
    expect([map.values.has('b'), map.isPending('b')]).toEqual([false, false]);
  });
});
