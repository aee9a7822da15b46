import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SearchQuery, StartupPage } from '../api/startups';
import { defineSearchStore, PAGE_SIZE, type SearchApi } from './search';

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

/** Answers when told, and rejects like fetch when it is given up. */
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
    expect(store.status).toBe('loading');
    calls[0]!.answer(page(3));
    await running;
    expect(calls[0]!.page).toEqual({ cursor: 'next', limit: PAGE_SIZE });
    expect([store.status, store.total]).toEqual(['ready', 3]);
  });

  it('shows the answer to the newest question only', async () => {
    const { api, calls } = fakeApi();
    const store = defineSearchStore(api)();
    const first = store.run(QUERY);
    const second = store.run({ ...QUERY, text: 'wind' });
    calls[0]!.answer(page(1));
    calls[1]!.answer(page(2));
    await Promise.all([first, second]);
    expect([store.status, store.total, store.error]).toEqual(['ready', 2, null]);
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
    expect([store.status, store.total]).toEqual(['failed', 5]);
    expect(store.error).toMatchObject({ kind: 'offline' });
  });

  it('counts without disturbing what is shown', async () => {
    const { api, calls } = fakeApi();
    const store = defineSearchStore(api)();
    const counting = store.count(QUERY);
    calls[0]!.answer(page(9));
    expect(await counting).toBe(9);
    expect(store.page).toBeNull();
  });
});
