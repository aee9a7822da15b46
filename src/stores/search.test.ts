import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SearchQuery, StartupPage, StartupSummary } from '../api/startups';
import { COLLECTED_MOST, defineSearchStore, PAGE_SIZE, type SearchApi } from './search';

const QUERY: SearchQuery = {
  text: 'solar',
  industries: [],
  fundingStages: [],
  locations: [],
  minFunding: null,
  maxFunding: null,
  sort: 'relevance',
};

function page(total: number): StartupPage {
  return { items: [], total, nextCursor: null, facets: { industries: [], fundingStages: [], locations: [] } };
}

/** Answers when the test says so, and rejects like fetch when it is aborted. */
function fakeApi() {
  const calls: {
    query: SearchQuery;
    page: object;
    answer: (page: StartupPage) => void;
    fail: (error: Error) => void;
  }[] = [];
  const api: SearchApi = {
    searchStartups: (query, given = {}, { signal } = {}) =>
      new Promise((answer, fail) => {
        signal?.addEventListener('abort', () => fail(new DOMException('given up', 'AbortError')));
        calls.push({ query, page: given, answer, fail });
      }),
  };
  return { api, calls };
}

describe('the search', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('asks for a page of the results at the cursor', async () => {
    const { api, calls } = fakeApi();
    const store = defineSearchStore(api)();
    const running = store.run(QUERY, 'next');
    expect(store.busy).toBe(true);
    calls[0]!.answer(page(3));
    await running;
    expect(calls[0]!.page).toEqual({ cursor: 'next', limit: PAGE_SIZE });
    expect([store.busy, store.total]).toEqual([false, 3]);
  });

  it('shows only the answer to the newest search', async () => {
    const { api, calls } = fakeApi();
    const store = defineSearchStore(api)();
    const first = store.run(QUERY);
    const second = store.run({ ...QUERY, text: 'wind' });
    calls[0]!.answer(page(1));
    calls[1]!.answer(page(2));
    await Promise.all([first, second]);
    expect([store.busy, store.total, store.error]).toEqual([false, 2, null]);
  });

  it('keeps what it shows when the next answer fails', async () => {
    const { api, calls } = fakeApi();
    const store = defineSearchStore(api)();
    const first = store.run(QUERY);
    calls[0]!.answer(page(5));
    await first;
    const second = store.run({ ...QUERY, text: 'wind' });
    expect(store.total).toBe(5);
    calls[1]!.fail(new TypeError('no network'));
    await second;
    expect([store.busy, store.total]).toEqual([false, 5]);
    expect(store.error).toMatchObject({ kind: 'offline' });
  });

  it('counts without changing the shown results', async () => {
    const { api, calls } = fakeApi();
    const store = defineSearchStore(api)();
    const counting = store.count(QUERY);
    calls[0]!.answer(page(9));
    expect(await counting).toBe(9);
    expect(store.page).toBeNull();
  });
});

/** A catalog of `size` startups, which answers immediately. */
function catalog(size: number) {
  const asked: (string | null | undefined)[] = [];
  const all = Array.from({ length: size }, (_, at) => ({ id: `s${at}` }) as StartupSummary);
  const api: SearchApi = {
    searchStartups: async (_query, { cursor, limit = 25 } = {}) => {
      asked.push(cursor);
      const from = Number(cursor ?? 0);
      const next = from + limit;
      return { ...page(size), items: all.slice(from, next), nextCursor: next < size ? String(next) : null };
    },
  };
  return { api, asked };
}

describe('collecting the results', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('reads every page, reports its progress, and does not change the shown results', async () => {
    const { api, asked } = catalog(230);
    const store = defineSearchStore(api)();
    const heard: [number, number][] = [];
    const { items, total } = await store.collect(QUERY, { onProgress: (...now) => heard.push(now) });
    expect([items.length, total, items.at(-1)?.id]).toEqual([230, 230, 's229']);
    expect(asked).toEqual([null, '100', '200']);
    expect(heard).toEqual([
      [100, 230],
      [200, 230],
      [230, 230],
    ]);
    expect([store.page, store.busy]).toEqual([null, false]);
  });

  it('stops at its limit and reports the total', async () => {
    const { api, asked } = catalog(2_500);
    const { items, total } = await defineSearchStore(api)().collect(QUERY);
    expect([items.length, total, asked.length]).toEqual([COLLECTED_MOST, 2_500, 10]);
  });

  it('lists a startup once that moved to the next page meanwhile, and ends at an empty page', async () => {
    const pages = [['a', 'b'], ['b', 'c'], []];
    const api: SearchApi = {
      searchStartups: async () => ({
        ...page(3),
        items: pages.shift()!.map((id) => ({ id }) as StartupSummary),
        nextCursor: 'again',
      }),
    };
    const { items } = await defineSearchStore(api)().collect(QUERY);
    expect(items.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('ends when it is aborted', async () => {
    const { api, calls } = fakeApi();
    const stop = new AbortController();
    const collecting = defineSearchStore(api)().collect(QUERY, { signal: stop.signal });
    stop.abort();
    await expect(collecting).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toHaveLength(1);
  });
});
