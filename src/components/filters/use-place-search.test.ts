import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue';
import { usePlaceSearch, type FindPlaces } from './use-place-search';

let scope: EffectScope;
beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

const orlando =
  (count: number): FindPlaces =>
  async () => [{ value: 'US/FL/Orlando', count }];

async function typed(find: () => FindPlaces) {
  const text = ref('');
  const search = scope.run(() => usePlaceSearch(text, find))!;
  text.value = 'orl';
  await nextTick();
  await vi.runAllTimersAsync();
  return { text, ...search };
}

describe('usePlaceSearch', () => {
  it('searches again when the filters change', async () => {
    const find = shallowRef(orlando(19));
    const { found, status } = await typed(() => find.value);
    expect(found.value).toEqual([{ value: 'US/FL/Orlando', count: 19 }]);

    find.value = orlando(4);
    await nextTick();
    expect(found.value, 'the old results stay until the answer').toHaveLength(1);
    expect(status.value).toBe('idle');
    await vi.runAllTimersAsync();
    expect(found.value).toEqual([{ value: 'US/FL/Orlando', count: 4 }]);
  });

  it('reports a failure, and retries', async () => {
    const find = vi.fn<FindPlaces>().mockRejectedValueOnce(new Error('no connection')).mockImplementation(orlando(19));
    const { found, status, retry } = await typed(() => find);
    expect(status.value).toBe('failed');
    retry();
    expect(status.value).toBe('searching');
    await vi.runAllTimersAsync();
    expect([status.value, found.value]).toEqual(['idle', [{ value: 'US/FL/Orlando', count: 19 }]]);
  });

  it('sends no request without a text', async () => {
    const find = vi.fn(orlando(19));
    const { text, found, status } = await typed(() => find);
    text.value = '  ';
    await nextTick();
    await vi.runAllTimersAsync();
    expect([find.mock.calls.length, found.value, status.value]).toEqual([1, null, 'idle']);
  });
});
