import { computed, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { EMPTY_QUERY, type SearchQuery } from '../../api/startups';
import { ROUTE } from '../../router/routes';
import { browseUrl, readBrowseUrl, type BrowseState } from './search-url';

/** The cursors of the previous pages. They are stored in the history entry, so that back and reload keep them. */
interface Trail {
  cursors: (string | null)[];
}

/**
 * The state of the browse page. It is stored in the address, so that links can be shared and back and forward work. A
 * change updates the address immediately. `onShow` is called for the first state and for each new state.
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
      // While the app leaves for another page, the address is already that page's.
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
    /** Shows the first page of the changed search. With `typing`, the change adds no entry to the history. */
    change(change: Partial<SearchQuery>, typing = false): void {
      go({ query: { ...state.value.query, ...change }, page: 1, cursor: null }, [], typing);
    },
    /** Removes the text and the filters, and keeps the sort order. */
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
    /** `replace` removes the present address from the history, for an address whose cursor is invalid. */
    first(replace = false): void {
      go({ query: state.value.query, page: 1, cursor: null }, [], replace);
    },
    retry(): void {
      onShow(state.value);
    },
  };
}
