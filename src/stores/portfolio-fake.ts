import { ApiError } from '../api/errors';
import type { Bookmark } from '../../amplify/domain/bookmark';
import type { BookmarkEvent, BookmarkWrite } from '../api/portfolio';
import { definePortfolioStore, type PortfolioApi } from './portfolio';

export const ACME = { id: 'acme', name: 'Acme' };

/** A stored bookmark of ACME. */
export const MET: Bookmark = {
  userId: 'me',
  startupId: 'acme',
  startupName: 'Acme',
  status: 'saved',
  note: 'met Ann',
  passReason: null,
  createdAt: '2026-11-23T08:00:00.000Z',
  updatedAt: '2026-11-23T08:00:00.000Z',
};

/** An in-memory backend. Between `hold` and `release`, its answers wait for the test. */
function fakeApi() {
  const rows = new Map<string, Bookmark>();
  const gates: { open: () => void; refuse: (error: Error) => void }[] = [];
  let held = false;
  let listener: ((event: BookmarkEvent) => void) | undefined;
  let stopped = 0;

  const gate = () => (held ? new Promise<void>((open, refuse) => gates.push({ open, refuse })) : Promise.resolve());
  const api: PortfolioApi = {
    async listBookmarks() {
      await gate();
      return [...rows.values()];
    },
    getBookmark: async (startupId) => rows.get(startupId) ?? null,
    async saveBookmark(startup: { id: string; name: string }, write: BookmarkWrite, exists: boolean) {
      await gate();
      const stored = rows.get(startup.id);
      if (exists !== Boolean(stored)) throw new Error(`expected that ${startup.id} exists: ${exists}`);
      if (stored && write.expectedNote !== undefined && stored.note !== write.expectedNote)
        throw new ApiError('conflict');
      const saved: Bookmark = {
        userId: 'me',
        startupId: startup.id,
        startupName: startup.name,
        ...(stored ? { ...stored, ...write.change } : write.whole),
        createdAt: rows.get(startup.id)?.createdAt ?? '2026-11-23T08:00:00.000Z',
        updatedAt: '2026-11-23T09:00:00.000Z',
      };
      rows.set(startup.id, saved);
      return saved;
    },
    async removeBookmark(startupId) {
      await gate();
      rows.delete(startupId);
    },
    async subscribeToBookmarks(given) {
      listener = given;
      return () => stopped++;
    },
  };
  return {
    api,
    rows,
    gates,
    hold: () => (held = true),
    release: () => (held = false),
    emit: (event: BookmarkEvent) => listener?.(event),
    stops: () => stopped,
  };
}

/** The store over a fake backend. */
export function setup() {
  const backend = fakeApi();
  return { ...backend, store: definePortfolioStore(backend.api)() };
}
