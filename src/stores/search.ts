import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { FacetCount, Facets } from '../../amplify/domain/catalog/facets';
import { EMPTY_QUERY, searchStartups, type SearchQuery, type StartupPage, type StartupSummary } from '../api/startups';
import { createLatestRequest } from './latest-request';

const api = { searchStartups };
export type SearchApi = typeof api;

export const PAGE_SIZE = 25;
/** The most startups that one `collect` returns. */
export const COLLECTED_MOST = 1_000;
/** The largest page that the backend gives. */
const LARGEST_PAGE = 100;

/**
 * Search over the catalog, page by page. The results stay visible while the next ones load, and only the answer to the
 * newest search is shown.
 */
export const defineSearchStore = (api: SearchApi) =>
  defineStore('search', () => {
    const page = shallowRef<StartupPage | null>(null);
    const catalogFacets = shallowRef<Facets | null>(null);
    const searching = createLatestRequest(
      (signal, query: SearchQuery, cursor: string | null = null) =>
        api.searchStartups(query, { cursor, limit: PAGE_SIZE }, { signal }),
      (found) => (page.value = found),
    );

    /** How many startups another query would find. Throws ApiError. */
    async function count(query: SearchQuery): Promise<number> {
      return (await api.searchStartups(query, { limit: 1 })).total;
    }

    /**
     * The first COLLECTED_MOST startups that a query finds, page after page. The shown results do not change. `total`
     * is how many there are. `onProgress` is called after every page. Throws ApiError, or AbortError after `signal` aborts.
     */
    async function collect(
      query: SearchQuery,
      { signal, onProgress }: { signal?: AbortSignal; onProgress?: (done: number, wanted: number) => void } = {},
    ): Promise<{ items: StartupSummary[]; total: number }> {
      // By id: an import in between can move a startup from one page to the next.
      const found = new Map<string, StartupSummary>();
      let cursor: string | null = null;
      let total: number;
      do {
        const page: StartupPage = await api.searchStartups(query, { cursor, limit: LARGEST_PAGE }, { signal });
        signal?.throwIfAborted();
        for (const startup of page.items) found.set(startup.id, startup);
        ({ total, nextCursor: cursor } = page);
        onProgress?.(Math.min(found.size, COLLECTED_MOST), Math.min(total, COLLECTED_MOST));
        // A page without startups is the last one, whatever its cursor is.
        if (page.items.length === 0) break;
      } while (cursor !== null && found.size < COLLECTED_MOST);
      return { items: [...found.values()].slice(0, COLLECTED_MOST), total };
    }

    /**
     * Places by name, with how many startups a query finds in each; null asks for the whole catalog. Throws ApiError, or
     * AbortError after `signal` aborts.
     */
    async function findPlaces(
      placeText: string,
      query: SearchQuery | null,
      { signal }: { signal?: AbortSignal } = {},
    ): Promise<FacetCount[]> {
      const { facets } = await api.searchStartups(query ?? EMPTY_QUERY, { limit: 1, placeText }, { signal });
      return facets.locations;
    }

    /** Reads the facets of the whole catalog once. They stay null if that fails. */
    async function loadCatalogFacets(): Promise<void> {
      if (catalogFacets.value) return;
      catalogFacets.value = await api.searchStartups(EMPTY_QUERY, { limit: 1 }).then(
        ({ facets }) => facets,
        () => null,
      );
    }

    return {
      page: computed(() => page.value),
      items: computed(() => page.value?.items ?? []),
      total: computed(() => page.value?.total ?? 0),
      facets: computed(() => page.value?.facets ?? null),
      nextCursor: computed(() => page.value?.nextCursor ?? null),
      busy: searching.busy,
      error: searching.error,
      run: searching.run,
      count,
      collect,
      findPlaces,
      catalogFacets: computed(() => catalogFacets.value),
      loadCatalogFacets,
    };
  });

export const useSearchStore = defineSearchStore(api);
