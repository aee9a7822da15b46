import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { ApiError, toApiError, type NotConfiguredError } from '../api/errors';
import {
  getBookmark,
  listBookmarks,
  removeBookmark,
  saveBookmark,
  subscribeToBookmarks,
  type Bookmark,
  type BookmarkChange,
  type BookmarkEvent,
} from '../api/portfolio';

const api = { listBookmarks, getBookmark, saveBookmark, removeBookmark, subscribeToBookmarks };
export type PortfolioApi = typeof api;

/** What a view needs to name a startup. */
export interface StartupRef {
  id: string;
  name: string;
}

/** What a bookmark is before anybody says more. */
const NEW: BookmarkChange = { status: 'saved', note: null, passReason: null };

/** Puts back what a change replaced. */
export type Undo = () => Promise<void>;

/**
 * The investor's bookmarks. Every change shows at once and is taken back when the backend refuses it; the promise then
 * rejects with ApiError. Changes resolve with how to undo them.
 */
export const definePortfolioStore = (api: PortfolioApi) =>
  defineStore('portfolio', () => {
    const byStartup = shallowRef<ReadonlyMap<string, Bookmark>>(new Map());
    const status = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
    const error = shallowRef<ApiError | NotConfiguredError | null>(null);
    /** Startups with a change under way, and how many: what the backend reports meanwhile is older than what is shown. */
    const pending = shallowRef<ReadonlyMap<string, number>>(new Map());
    /** What the backend last said of a startup whose change is under way. */
    const confirmed = new Map<string, Bookmark | null>();
    /** Changes of one startup go out one after the other, so that the last one wins in the backend too. */
    const queues = new Map<string, Promise<unknown>>();
    let loading: Promise<void> | undefined;
    /** Startups of which the backend has said something since the list under way was asked for: the list is older. */
    const newerThanList = new Set<string>();
    let stopListening: (() => void) | undefined;
    /** Counts the investors of this browser: what was asked for one is not for the next. */
    let investor = 0;

    function load(): Promise<void> {
      if (loading) return loading;
      const mine = read().finally(() => {
        if (loading === mine) loading = undefined;
      });
      return (loading = mine);
    }

    async function read(): Promise<void> {
      const mine = investor;
      newerThanList.clear();
      if (status.value !== 'ready') status.value = 'loading';
      error.value = null;
      try {
        const bookmarks = await api.listBookmarks();
        if (mine !== investor) return;
        byStartup.value = merge(new Map(bookmarks.map((bookmark) => [bookmark.startupId, bookmark])));
        status.value = 'ready';
      } catch (problem) {
        if (mine !== investor) return;
        error.value = toApiError(problem);
        if (status.value !== 'ready') status.value = 'failed';
      }
    }

    /** The list as read, with what changed here or was told while it was on its way. */
    function merge(list: ReadonlyMap<string, Bookmark>): ReadonlyMap<string, Bookmark> {
      const merged = new Map(list);
      for (const startupId of pending.value.keys()) {
        if (!newerThanList.has(startupId)) confirmed.set(startupId, list.get(startupId) ?? null);
      }
      for (const startupId of [...pending.value.keys(), ...newerThanList]) {
        const shown = byStartup.value.get(startupId);
        if (shown) merged.set(startupId, shown);
        else merged.delete(startupId);
      }
      return merged;
    }

    /**
     * Saves a startup, or changes its status, note or reason for passing. A new note replaces only the one it was written
     * over, `expectedNote`: the promise rejects with `conflict` when another one is stored, which is then shown.
     */
    async function save(
      startup: StartupRef,
      given: Partial<BookmarkChange> = {},
      expectedNote?: string | null,
    ): Promise<Undo> {
      const before = byStartup.value.get(startup.id) ?? null;
      const change = { ...given };
      if (change.status && change.status !== 'passed') change.passReason = null;
      const { status, note, passReason } = { ...(before ?? NEW), ...change };
      const wanted: BookmarkChange = { status, note, passReason };
      const now = new Date().toISOString();
      const shown: Bookmark = {
        userId: before?.userId ?? '',
        createdAt: before?.createdAt ?? now,
        startupId: startup.id,
        startupName: startup.name,
        ...wanted,
        updatedAt: now,
      };
      const mine = investor;
      const sent = { whole: wanted, change, expectedNote };
      await write(startup.id, shown, () => api.saveBookmark(startup, sent, Boolean(confirmed.get(startup.id))));
      return () => restore(startup, before, mine, change);
    }

    /** Takes a startup out of the portfolio, with its status and note. */
    async function remove(startupId: string): Promise<Undo> {
      const before = byStartup.value.get(startupId) ?? null;
      if (!before) return async () => {};
      const mine = investor;
      await write(startupId, null, async () => {
        await api.removeBookmark(startupId);
        return null;
      });
      const { status, note, passReason } = before;
      return () => restore({ id: startupId, name: before.startupName }, before, mine, { status, note, passReason });
    }

    /** Puts back what a change replaced and nothing else: a note may have been written since. */
    async function restore(
      startup: StartupRef,
      before: Bookmark | null,
      whose: number,
      changed: Partial<BookmarkChange>,
    ): Promise<void> {
      if (whose !== investor) return;
      if (!before) {
        await remove(startup.id);
        return;
      }
      const fields = Object.keys(changed) as (keyof BookmarkChange)[];
      await save(startup, Object.fromEntries(fields.map((field) => [field, before[field]])));
    }

    async function write(
      startupId: string,
      shown: Bookmark | null,
      send: () => Promise<Bookmark | null>,
    ): Promise<void> {
      const mine = investor;
      if (!pending.value.has(startupId)) confirmed.set(startupId, byStartup.value.get(startupId) ?? null);
      countPending(startupId, 1);
      show(startupId, shown);
      const turn = (queues.get(startupId) ?? Promise.resolve()).then(() => (mine === investor ? send() : null));
      const settled = turn.catch(() => {});
      queues.set(startupId, settled);
      try {
        const answer = await turn;
        if (mine !== investor) return;
        confirmed.set(startupId, answer);
        newerThanList.add(startupId);
      } catch (problem) {
        const known = toApiError(problem);
        if (known instanceof ApiError && known.kind === 'conflict') await readAgain(startupId, mine);
        throw known;
      } finally {
        if (mine === investor) settle(startupId);
      }
    }

    async function readAgain(startupId: string, whose: number): Promise<void> {
      const stored = await api.getBookmark(startupId).catch(() => undefined);
      if (stored === undefined || whose !== investor) return;
      confirmed.set(startupId, stored);
      newerThanList.add(startupId);
    }

    /** The last of several changes settles what is shown: the backend's word, which is the old one after a refusal. */
    function settle(startupId: string): void {
      countPending(startupId, -1);
      if (pending.value.has(startupId)) return;
      show(startupId, confirmed.get(startupId) ?? null);
      confirmed.delete(startupId);
      queues.delete(startupId);
    }

    function show(startupId: string, bookmark: Bookmark | null): void {
      const next = new Map(byStartup.value);
      if (bookmark) next.set(startupId, bookmark);
      else next.delete(startupId);
      byStartup.value = next;
    }

    function countPending(startupId: string, by: 1 | -1): void {
      const next = new Map(pending.value);
      const count = (next.get(startupId) ?? 0) + by;
      if (count > 0) next.set(startupId, count);
      else next.delete(startupId);
      pending.value = next;
    }

    /** Follows changes that the investor makes on other devices, until `unfollow`. Never rejects: it is a comfort. */
    async function follow(): Promise<void> {
      if (stopListening) return;
      const opening = () => {};
      stopListening = opening;
      const stop = await api.subscribeToBookmarks(take).catch(() => null);
      // Unfollowed meanwhile, perhaps followed anew: this subscription is nobody's.
      if (stopListening === opening) stopListening = stop ?? undefined;
      else stop?.();
    }

    function unfollow(): void {
      stopListening?.();
      stopListening = undefined;
    }

    function take(event: BookmarkEvent): void {
      const startupId = event.kind === 'saved' ? event.bookmark.startupId : event.startupId;
      const bookmark = event.kind === 'saved' ? event.bookmark : null;
      if (pending.value.has(startupId)) return;
      show(startupId, bookmark);
      newerThanList.add(startupId);
    }

    /** Forgets everything, also what is still under way: another investor may sign in next. */
    function clear(): void {
      investor++;
      unfollow();
      loading = undefined;
      byStartup.value = new Map();
      pending.value = new Map();
      for (const known of [confirmed, queues, newerThanList]) known.clear();
      status.value = 'idle';
      error.value = null;
    }

    return {
      byStartup: computed(() => byStartup.value),
      /** Most recently saved first. */
      bookmarks: computed(() => [...byStartup.value.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))),
      count: computed(() => [...byStartup.value.values()].filter((bookmark) => bookmark.status !== 'passed').length),
      status: computed(() => status.value),
      error: computed(() => error.value),
      bookmarkOf: (startupId: string): Bookmark | null => byStartup.value.get(startupId) ?? null,
      isPending: (startupId: string): boolean => pending.value.has(startupId),
      load,
      save,
      remove,
      follow,
      unfollow,
      clear,
    };
  });

export const usePortfolioStore = definePortfolioStore(api);
