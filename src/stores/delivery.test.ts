import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../api/deliveries';
import { defineDeliveryStore } from './delivery';

const delivery: Delivery = {
  key: 'daily#2026-03-30',
  kind: 'daily',
  status: 'delivered',
  dueAt: '2026-03-30T06:00:00.000Z',
  localDate: '2026-03-30',
  sentAt: '2026-03-30T06:00:02.000Z',
  reason: null,
  reasonDetail: null,
  nearMisses: [],
  matches: [{ name: 'Acme' }],
};

function setup() {
  const asked: string[] = [];
  const backend = { answer: async (): Promise<Delivery[]> => [delivery] };
  const store = defineDeliveryStore(
    {
      listDeliveries: (since) => {
        asked.push(since);
        return backend.answer();
      },
    },
    () => new Date('2026-03-31T12:00:00.000Z'),
  )();
  return { store, backend, asked };
}

describe('the deliveries', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('are read from before the first of sixty dates in any zone', async () => {
    const { store, asked } = setup();
    await store.load();
    expect(asked).toEqual(['2026-01-29T12:00:00.000Z']);
    expect(store.deliveries).toEqual([delivery]);
    expect(store.status).toBe('ready');
  });

  it('stay when they can’t be read again, with the error', async () => {
    const { store, backend } = setup();
    await store.load();
    backend.answer = () => Promise.reject(new TypeError('no network'));
    await store.load();
    expect(store.deliveries).toEqual([delivery]);
    expect(store.status).toBe('ready');
    expect(store.error).toMatchObject({ kind: 'offline' });
  });

  it('fail when none was ever read', async () => {
    const { store, backend } = setup();
    backend.answer = () => Promise.reject(new TypeError('no network'));
    await store.load();
    expect(store.status).toBe('failed');
  });

  it('of one investor never appear after sign-out', async () => {
    const { store, backend } = setup();
    let arrive!: (found: Delivery[]) => void;
    backend.answer = () => new Promise((resolve) => (arrive = resolve));
    const reading = store.load();
    store.clear();
    arrive([delivery]);
    await reading;
    expect([store.deliveries, store.status]).toEqual([[], 'idle']);
  });
});
