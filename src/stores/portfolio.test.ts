import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../api/errors';
import type { Bookmark, BookmarkEvent, BookmarkWrite } from '../api/portfolio';
import { definePortfolioStore, type PortfolioApi } from './portfolio';

const ACME = { id: 'acme', name: 'Acme' };

/** A backend in memory, whose answers wait until the test lets them go. */
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
      if (exists !== Boolean(stored)) throw new Error(`told ${startup.id} exists: ${exists}`);
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
    tell: (event: BookmarkEvent) => listener?.(event),
    stops: () => stopped,
  };
}

function setup() {
  const backend = fakeApi();
  return { ...backend, store: definePortfolioStore(backend.api)() };
}

describe('the portfolio', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('shows a save before the backend has answered', async () => {
    const { store, hold, gates } = setup();
    hold();
    const saving = store.save(ACME);
    expect(store.bookmarkOf('acme')).toMatchObject({ status: 'saved', startupName: 'Acme' });
    expect(store.isPending('acme')).toBe(true);
    await Promise.resolve();
    gates[0]!.open();
    await saving;
    expect(store.isPending('acme')).toBe(false);
    expect(store.bookmarkOf('acme')!.userId).toBe('me');
  });

  it('takes a change back that the backend refuses, and says why', async () => {
    const { store, hold, gates } = setup();
    await store.save(ACME, { status: 'meeting' });
    hold();
    const changing = store.save(ACME, { status: 'invested' });
    expect(store.bookmarkOf('acme')!.status).toBe('invested');
    await Promise.resolve();
    gates[0]!.refuse(new TypeError('no network'));
    await expect(changing).rejects.toMatchObject({ kind: 'offline' });
    expect(store.bookmarkOf('acme')!.status).toBe('meeting');
  });

  it('removes and brings back with status and note', async () => {
    const { store, rows } = setup();
    await store.save(ACME, { status: 'meeting', note: 'met Ann' });
    const undo = await store.remove('acme');
    expect(store.bookmarkOf('acme')).toBeNull();
    expect(rows.size).toBe(0);
    await undo();
    expect(rows.get('acme')).toMatchObject({ status: 'meeting', note: 'met Ann' });
    expect(store.bookmarkOf('acme')).toMatchObject({ status: 'meeting', note: 'met Ann' });
  });

  it('undoes a first save by removing it', async () => {
    const { store, rows } = setup();
    const undo = await store.save(ACME);
    await undo();
    expect(rows.size).toBe(0);
    expect(store.bookmarkOf('acme')).toBeNull();
  });

  it('keeps the note when the status changes, and forgets why it was passed when it is not any more', async () => {
    const { store, rows } = setup();
    await store.save(ACME, { status: 'passed', passReason: 'team', note: 'n' });
    await store.save(ACME, { status: 'saved' });
    expect(rows.get('acme')).toMatchObject({ status: 'saved', passReason: null, note: 'n' });
  });

  const MET: Bookmark = {
    userId: 'me',
    startupId: 'acme',
    startupName: 'Acme',
    status: 'saved',
    note: 'met Ann',
    passReason: null,
    createdAt: '2026-11-23T08:00:00.000Z',
    updatedAt: '2026-11-23T08:00:00.000Z',
  };
  it.each([
    [{ status: 'meeting' }, { status: 'meeting', note: 'written elsewhere' }],
    [
      { status: 'passed', passReason: 'team' },
      { status: 'passed', passReason: 'team', note: 'written elsewhere' },
    ],
    [{ passReason: 'team' }, { status: 'contacted', note: 'written elsewhere' }],
    [{ note: 'mine' }, { status: 'contacted', note: 'mine' }],
  ] as const)('changes %j and leaves what another device wrote meanwhile', async (change, stored) => {
    const { store, rows } = setup();
    rows.set('acme', MET);
    await store.load();
    rows.set('acme', { ...MET, status: 'contacted', note: 'written elsewhere' });
    const undo = await store.save(ACME, change);
    expect(rows.get('acme')).toMatchObject(stored);
    expect(store.bookmarkOf('acme')).toMatchObject(stored);
    await undo();
    expect(rows.get('acme')!.note).toBe('note' in change ? 'met Ann' : 'written elsewhere');
  });

  it('does not undo a note that was written after the change', async () => {
    const { store, rows } = setup();
    rows.set('acme', MET);
    await store.load();
    const undo = await store.save(ACME, { status: 'meeting' });
    await store.save(ACME, { note: 'met Bob too' }, 'met Ann');
    await undo();
    expect(rows.get('acme')).toMatchObject({ status: 'saved', note: 'met Bob too' });
  });

  it('refuses a note that was written over another one than is stored, and shows that one', async () => {
    const { store, rows } = setup();
    rows.set('acme', MET);
    await store.load();
    rows.set('acme', { ...MET, note: 'written elsewhere' });
    await expect(store.save(ACME, { note: 'mine' }, 'met Ann')).rejects.toMatchObject({ kind: 'conflict' });
    expect(rows.get('acme')!.note).toBe('written elsewhere');
    expect(store.bookmarkOf('acme')!.note).toBe('written elsewhere');
    await store.save(ACME, { note: 'both' }, 'written elsewhere');
    expect(rows.get('acme')!.note).toBe('both');
  });

  it('sends quick changes one after the other, so that the last one wins', async () => {
    const { store, rows, hold, gates } = setup();
    hold();
    const all = Promise.all([
      store.save(ACME, { status: 'saved' }),
      store.save(ACME, { status: 'contacted' }),
      store.save(ACME, { status: 'meeting' }),
    ]);
    for (let sent = 0; sent < 3; sent++) {
      await new Promise((resolve) => setTimeout(resolve));
      expect(gates).toHaveLength(sent + 1);
      expect(store.bookmarkOf('acme')!.status).toBe('meeting');
      gates[sent]!.open();
    }
    await all;
    expect(rows.get('acme')!.status).toBe('meeting');
    expect(store.bookmarkOf('acme')!.status).toBe('meeting');
  });

  it('keeps what was accepted when a later quick change is refused', async () => {
    const { store, hold, gates } = setup();
    hold();
    const first = store.save(ACME, { status: 'contacted' });
    const second = store.save(ACME, { status: 'meeting' });
    await Promise.resolve();
    gates[0]!.open();
    await first;
    await new Promise((resolve) => setTimeout(resolve));
    gates[1]!.refuse(new ApiError('tooMany'));
    await expect(second).rejects.toMatchObject({ kind: 'tooMany' });
    expect(store.bookmarkOf('acme')!.status).toBe('contacted');
  });

  it('takes up what another device did, but not over a change of its own', async () => {
    const { store, rows, tell, hold, gates, api } = setup();
    await store.follow();
    const other = await api.saveBookmark(
      { id: 'brix', name: 'Brix' },
      { whole: { status: 'saved', note: null, passReason: null }, change: {} },
      false,
    );
    tell({ kind: 'saved', bookmark: other });
    expect(store.bookmarkOf('brix')).toEqual(other);

    hold();
    const changing = store.save({ id: 'brix', name: 'Brix' }, { status: 'invested' });
    tell({ kind: 'removed', startupId: 'brix' });
    expect(store.bookmarkOf('brix')!.status).toBe('invested');
    await Promise.resolve();
    gates[0]!.open();
    await changing;
    expect(rows.get('brix')!.status).toBe('invested');
    tell({ kind: 'removed', startupId: 'brix' });
    expect(store.bookmarkOf('brix')).toBeNull();
  });

  it('opens one subscription and closes it', async () => {
    const { store, stops } = setup();
    await Promise.all([store.follow(), store.follow()]);
    store.unfollow();
    store.unfollow();
    expect(stops()).toBe(1);
  });

  it('does not lose a change that is under way when it reads the list', async () => {
    const { store, hold, gates } = setup();
    hold();
    const loading = store.load();
    const saving = store.save(ACME);
    await Promise.resolve();
    gates[0]!.open();
    await loading;
    expect(store.status).toBe('ready');
    expect(store.bookmarkOf('acme')).not.toBeNull();
    gates[1]!.open();
    await saving;
  });

  it('keeps the list it has when it can’t be read again', async () => {
    const { store, hold, gates } = setup();
    await store.save(ACME);
    await store.load();
    hold();
    const loading = store.load();
    gates[0]!.refuse(new TypeError('no network'));
    await loading;
    expect(store.status).toBe('ready');
    expect(store.error).toMatchObject({ kind: 'offline' });
    expect(store.bookmarks).toHaveLength(1);
  });

  it('keeps what was saved and what was told while the list was on its way', async () => {
    const { store, api, tell, gates, hold, release } = setup();
    await store.save({ id: 'old', name: 'Old' });
    await store.follow();
    const listed = await api.listBookmarks();
    hold();
    api.listBookmarks = () => new Promise((resolve) => gates.push({ open: () => resolve(listed), refuse: () => {} }));
    const loading = store.load();
    release();
    await store.save(ACME);
    await store.remove('old');
    tell({ kind: 'saved', bookmark: { ...listed[0]!, startupId: 'brix', startupName: 'Brix' } });
    gates[0]!.open();
    await loading;
    expect([...store.byStartup.keys()].sort()).toEqual(['acme', 'brix']);
  });

  it('falls back on what the list says when a change is refused after it came', async () => {
    const { store, rows, api, hold, gates } = setup();
    await api.saveBookmark(ACME, { whole: { status: 'meeting', note: null, passReason: null }, change: {} }, false);
    hold();
    const saving = store.save(ACME);
    await Promise.resolve();
    const loading = store.load();
    gates[1]!.open();
    await loading;
    expect(store.bookmarkOf('acme')!.status).toBe('saved');
    gates[0]!.refuse(new TypeError('no network'));
    await expect(saving).rejects.toMatchObject({ kind: 'offline' });
    expect(store.bookmarkOf('acme')).toEqual(rows.get('acme'));
  });

  it('of one investor never appears after sign-out: no list, no change, no undo', async () => {
    const { store, rows, hold, release, gates } = setup();
    const undo = await store.save({ id: 'brix', name: 'Brix' });
    hold();
    const loading = store.load();
    const saving = store.save(ACME);
    const queued = store.save(ACME, { status: 'invested' });
    await Promise.resolve();
    store.clear();
    expect(store.isPending('acme')).toBe(false);
    release();
    for (const gate of gates) gate.open();
    await Promise.all([loading, saving, queued]);
    expect(rows.get('acme')!.status).toBe('saved');
    await undo();
    expect([store.bookmarks, store.status]).toEqual([[], 'idle']);
    expect(rows.has('brix')).toBe(true);
  });

  it('reads the next investor’s list though the last one’s is still on its way', async () => {
    const { store, rows, api, hold, release, gates } = setup();
    await api.saveBookmark(ACME, { whole: { status: 'saved', note: null, passReason: null }, change: {} }, false);
    hold();
    const first = store.load();
    store.clear();
    release();
    await store.load();
    rows.clear();
    gates[0]!.open();
    await first;
    expect(store.bookmarks).toHaveLength(1);
  });

  it('closes a subscription that opens after it was left, and keeps the later one', async () => {
    const { store, stops } = setup();
    const first = store.follow();
    store.unfollow();
    await Promise.all([first, store.follow()]);
    expect(stops()).toBe(1);
    store.unfollow();
    expect(stops()).toBe(2);
  });
});
