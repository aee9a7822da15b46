import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { ACME, MET, setup } from './portfolio-fake';

describe('the portfolio', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('shows a change of another device, but not over a change of its own', async () => {
    const { store, rows, emit, hold, gates, api } = setup();
    await store.follow();
    const other = await api.saveBookmark(
      { id: 'brix', name: 'Brix' },
      { whole: { status: 'saved', note: null, passReason: null }, change: {} },
      false,
    );
    emit({ kind: 'saved', bookmark: other });
    expect(store.bookmarkOf('brix')).toEqual(other);

    hold();
    const changing = store.save({ id: 'brix', name: 'Brix' }, { status: 'invested' });
    emit({ kind: 'removed', startupId: 'brix' });
    expect(store.bookmarkOf('brix')!.status).toBe('invested');
    await Promise.resolve();
    gates[0]!.open();
    await changing;
    expect(rows.get('brix')!.status).toBe('invested');
    emit({ kind: 'removed', startupId: 'brix' });
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

  it('keeps what was saved and reported while the list was loading', async () => {
    const { store, api, emit, gates, hold, release } = setup();
    await store.save({ id: 'old', name: 'Old' });
    await store.follow();
    const listed = await api.listBookmarks();
    hold();
    api.listBookmarks = () => new Promise((resolve) => gates.push({ open: () => resolve(listed), refuse: () => {} }));
    const loading = store.load();
    release();
    await store.save(ACME);
    await store.remove('old');
    emit({ kind: 'saved', bookmark: { ...listed[0]!, startupId: 'brix', startupName: 'Brix' } });
    gates[0]!.open();
    await loading;
    expect(store.bookmarks.map(({ startupId }) => startupId).sort()).toEqual(['acme', 'brix']);
  });

  it('prefers a later list to an earlier report', async () => {
    const { store, emit } = setup();
    await store.follow();
    emit({ kind: 'saved', bookmark: MET });
    await store.load();
    expect(store.bookmarks).toEqual([]);
  });

  it('goes back to the list when a change is refused after the list was read', async () => {
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

  it('shows nothing of one investor after sign-out: no list, no change, no undo', async () => {
    const { store, rows, hold, release, gates } = setup();
    await store.save({ id: 'brix', name: 'Brix' });
    const undo = await store.save({ id: 'brix', name: 'Brix' }, { status: 'meeting' });
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
    expect(rows.get('brix')!.status).toBe('meeting');
  });

  it('reads the next investor’s list while the previous one is still loading', async () => {
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

  it('closes a subscription that opens after `unfollow`, and keeps the later one', async () => {
    const { store, stops } = setup();
    const first = store.follow();
    store.unfollow();
    await Promise.all([first, store.follow()]);
    expect(stops()).toBe(1);
    store.unfollow();
    expect(stops()).toBe(2);
  });
});
