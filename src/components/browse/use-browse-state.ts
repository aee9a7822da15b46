import { computed, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { EMPTY_QUERY, type SearchQuery } from '../../api/startups';
import { ROUTE } from '../../router/routes';
import { browseUrl, readBrowseUrl, type BrowseState } from './search-url';

/** Cursors of the pages before this one; they travel with the history entry, so that back and reload keep them. */
interface Trail {
  cursors: (string | null)[];
}

/**
 * The browse page's state, which is kept in the address: links can be shared, back and forward work. Every change goes
 * to the address immediately; `onShow` is called whenever another state is to be shown, the first one included.
 */
export function useBrowseState(onShow: (state: BrowseState) => void) {
  const route = useRoute();
  const router = useRouter();
  const state = shallowRef<BrowseState>(readBrowseUrl(route.query));
  const trail = shallowRef<(string | null)[]>(readTrail());

  function readTrail(): (string | null)[] {
    const saved = (window.history.state as { trail?: Trail } | null)?.trail?.cursors;
    return Array.isArray(saved) ? saved : [];
  }

  watch(
    () => route.query,
    (address) => {
      // The address of the next page is not this one's to read.
      if (route.name !== ROUTE.browse) return;
      state.value = readBrowseUrl(address);
      trail.value = readTrail();
      onShow(state.value);
    },
    { immediate: true },
  );

  function go(next: BrowseState, cursors: (string | null)[], replace = false): void {
    state.value = next;
    void router.push({ name: ROUTE.browse, query: browseUrl(next), state: { trail: { cursors } }, replace });
  }

  return {
    query: computed(() => state.value.query),
    page: computed(() => state.value.page),
    hasPrevious: computed(() => state.value.page === 2 || trail.value.length > 0),
    /** Another search begins on its first page. `typing` does not add to the history. */
    change(change: Partial<SearchQuery>, typing = false): void {
      go({ query: { ...state.value.query, ...change }, page: 1, cursor: null }, [], typing);
    },
    /** Drops text and filters, keeps the sort. */
    clear(): void {
      go({ query: { ...EMPTY_QUERY, sort: state.value.query.sort }, page: 1, cursor: null }, []);
    },
    next(cursor: string): void {
      const { query, page, cursor: current } = state.value;
      go({ query, page: page + 1, cursor }, [...trail.value, current]);
    },
    previous(): void {
      const { query, page } = state.value;
      const cursor = trail.value.at(-1) ?? null;
      go({ query, page: cursor === null ? 1 : page - 1, cursor }, trail.value.slice(0, -1));
    },
    /** `replace` takes the present address out of the history: its cursor leads nowhere. */
    first(replace = false): void {
      go({ query: state.value.query, page: 1, cursor: null }, [], replace);
    },
    again(): void {
      onShow(state.value);
    },
  };
}
