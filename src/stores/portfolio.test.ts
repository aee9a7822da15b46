import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../api/errors';
import { ACME, MET, setup } from './portfolio-fake';

describe('a change of the portfolio', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('shows before the backend has answered', async () => {
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

  it('is rolled back when the backend refuses it, and rejects with the reason', async () => {
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

  it('undoes a removal with status and note', async () => {
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

  it('keeps the note when the status changes, and drops the reason for passing when the startup is followed again', async () => {
    const { store, rows } = setup();
    await store.save(ACME, { status: 'passed', passReason: 'team', note: 'n' });
    await store.save(ACME, { status: 'saved' });
    expect(rows.get('acme')).toMatchObject({ status: 'saved', passReason: null, note: 'n' });
  });

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

  it('is refused when the stored note is not the one that was edited, and then shows the stored one', async () => {
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
});
