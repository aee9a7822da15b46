import { defineStore } from 'pinia';
import { computed } from 'vue';
import { ApiError, toApiError } from '../api/errors';
import type { Bookmark } from '../../amplify/domain/bookmark';
import {
  getBookmark,
  listBookmarks,
  removeBookmark,
  saveBookmark,
  subscribeToBookmarks,
  type BookmarkChange,
  type BookmarkEvent,
} from '../api/portfolio';
import { createGeneration } from './generation';
import { createLatestRequest } from './latest-request';
import { createOptimisticMap } from './optimistic-map';

const api = { listBookmarks, getBookmark, saveBookmark, removeBookmark, subscribeToBookmarks };
export type PortfolioApi = typeof api;

/** What a view needs to name a startup. */
export interface StartupRef {
  id: string;
  name: string;
}

/** A new bookmark without further choices. */
const NEW: BookmarkChange = { status: 'saved', note: null, passReason: null };

/** Restores what a change replaced. */
export type Undo = () => Promise<void>;

/**
 * The investor's bookmarks. Every change shows immediately and is rolled back when the backend refuses it; the promise then
 * rejects with ApiError. Changes resolve with how to undo them.
 */
export const definePortfolioStore = (api: PortfolioApi) =>
  defineStore('portfolio', () => {
    const bookmarks = createOptimisticMap<Bookmark>();
    const reading = createLatestRequest(
      () => {
        bookmarks.listRequested();
        return api.listBookmarks();
      },
      (found) => bookmarks.takeList(new Map(found.map((bookmark) => [bookmark.startupId, bookmark]))),
    );
    /** Until sign-out: an answer for one investor must not reach the next. */
    const session = createGeneration();
    /** Until `unfollow`. */
    const following = createGeneration();
    let followed = false;

    /**
     * Saves a startup, or changes its status, note or reason for passing. A new note replaces only the one it was written
     * over, `expectedNote`: the promise rejects with `conflict` when another one is stored, which is then shown.
     */
    async function save(
      startup: StartupRef,
      given: Partial<BookmarkChange> = {},
      expectedNote?: string | null,
    ): Promise<Undo> {
      const before = bookmarks.values.get(startup.id) ?? null;
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
      const { signal } = session;
      const sent = { whole: wanted, change, expectedNote };
      await write(startup.id, shown, (stored) => api.saveBookmark(startup, sent, stored !== null));
      return () => restore(startup, before, signal, change);
    }

    /** Takes a startup out of the portfolio, with its status and note. */
    async function remove(startupId: string): Promise<Undo> {
      const before = bookmarks.values.get(startupId) ?? null;
      if (!before) return async () => {};
      const { signal } = session;
      await write(startupId, null, async () => {
        await api.removeBookmark(startupId);
        return null;
      });
      const { status, note, passReason } = before;
      return () => restore({ id: startupId, name: before.startupName }, before, signal, { status, note, passReason });
    }

    /** Restores only the fields that a change replaced. A note may have been written since. */
    async function restore(
      startup: StartupRef,
      before: Bookmark | null,
      signal: AbortSignal,
      changed: Partial<BookmarkChange>,
    ): Promise<void> {
      if (signal.aborted) return;
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
      send: (stored: Bookmark | null) => Promise<Bookmark | null>,
    ): Promise<void> {
      const { signal } = session;
      try {
        await bookmarks.change(startupId, shown, async (stored) => {
          try {
            return await send(stored);
          } catch (problem) {
            if (problem instanceof ApiError && problem.kind === 'conflict') await readAgain(startupId, signal);
            throw problem;
          }
        });
      } catch (problem) {
        throw toApiError(problem);
      }
    }

    /** After a conflict, the change goes back to what another tab or device stored. */
    async function readAgain(startupId: string, signal: AbortSignal): Promise<void> {
      const stored = await api.getBookmark(startupId).catch(() => undefined);
      if (stored !== undefined && !signal.aborted) bookmarks.correct(startupId, stored);
    }

    /**
     * Shows changes that the investor makes on other devices, until `unfollow`. Never rejects: without a subscription, the
     * list is still read again when the page becomes visible.
     */
    async function follow(): Promise<void> {
      if (followed) return;
      followed = true;
      const { signal } = following;
      const stop = await api.subscribeToBookmarks(take).catch(() => null);
      if (signal.aborted) stop?.();
      else if (stop) signal.addEventListener('abort', () => stop(), { once: true });
      else followed = false;
    }

    function unfollow(): void {
      followed = false;
      following.next();
    }

    function take(event: BookmarkEvent): void {
      if (event.kind === 'saved') bookmarks.report(event.bookmark.startupId, event.bookmark);
      else bookmarks.report(event.startupId, null);
    }

    /** Forgets everything: another investor may sign in next. */
    function clear(): void {
      session.next();
      unfollow();
      reading.reset();
      bookmarks.clear();
    }

    return {
      /** Most recently saved first. */
      bookmarks: computed(() => [...bookmarks.values.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))),
      count: computed(() => [...bookmarks.values.values()].filter(({ status }) => status !== 'passed').length),
      status: reading.status,
      error: reading.error,
      bookmarkOf: (startupId: string): Bookmark | null => bookmarks.values.get(startupId) ?? null,
      isPending: bookmarks.isPending,
      load: reading.run,
      save,
      remove,
      follow,
      unfollow,
      clear,
    };
  });

export const usePortfolioStore = definePortfolioStore(api);
