import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../api/errors';
import type { Investor, SessionChange } from '../api/session';
import { defineSessionStore, type SessionApi } from './session';

const ANN: Investor = { investorId: 'ann', email: 'ann@example.com', isAdmin: false };

function setup(investor: Investor | null | Error) {
  let current = investor;
  let emit: ((change: SessionChange) => void) | undefined;
  let released = 0;
  const api: SessionApi = {
    currentInvestor: async () => {
      if (current instanceof Error) throw current;
      return current;
    },
    signOut: async () => void (current = null),
    releaseInvestor: () => void released++,
    onSessionChange: async (listener) => {
      emit = listener;
      return () => {};
    },
  };
  const store = defineSessionStore(api)();
  return {
    store,
    become: (next: Investor | null | Error) => (current = next),
    emit: (change: SessionChange) => emit?.(change),
    released: () => released,
  };
}

describe('the session', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('is unknown until the first `restore`', async () => {
    const { store } = setup(ANN);
    expect(store.status).toBe('unknown');
    await store.restore();
    expect([store.status, store.investor]).toEqual(['signedIn', ANN]);
  });

  it('follows a sign-in in another tab', async () => {
    const { store, become, emit } = setup(null);
    await store.restore();
    expect(store.status).toBe('signedOut');
    become(ANN);
    emit('signedIn');
    await new Promise((resolve) => setTimeout(resolve));
    expect(store.investor).toEqual(ANN);
  });

  it('follows other tabs once the code for that has loaded', async () => {
    let loads = 0;
    let emit: ((change: SessionChange) => void) | undefined;
    const store = defineSessionStore({
      currentInvestor: async () => ANN,
      signOut: async () => {},
      releaseInvestor: () => {},
      onSessionChange: async (listener) => {
        if (++loads === 1) throw new TypeError('Failed to fetch dynamically imported module');
        emit = listener;
        return () => {};
      },
    })();
    await store.restore();
    expect([store.status, store.error]).toMatchObject(['unknown', { kind: 'offline' }]);
    await store.restore();
    emit!('signedOut');
    expect([store.changedElsewhere, store.error]).toEqual([true, null]);
  });

  it.each([
    ['a sign-out in another tab', null, 'signedOut'],
    ['another account in another tab', new ApiError('otherAccount'), 'signedIn'],
    ['a sign-out that was slept through', null, null],
    ['another account that was slept through', new ApiError('otherAccount'), null],
  ] as const)('is not the page’s any more after %s', async (_, now, told) => {
    const { store, become, emit } = setup(ANN);
    await store.restore();
    become(now);
    if (told) emit(told);
    else await store.restore();
    await new Promise((resolve) => setTimeout(resolve));
    expect([store.changedElsewhere, store.isSignedIn, store.investor]).toEqual([true, false, null]);
  });

  it('releases the investor when it ends here, without a page load', async () => {
    const { store, become, released } = setup(ANN);
    await store.restore();
    await store.signOut();
    expect([store.changedElsewhere, released()]).toEqual([false, 1]);
    become({ ...ANN, investorId: 'bob' });
    await store.restore();
    expect(store.investor?.investorId).toBe('bob');
  });

  it('distinguishes an expired session from a sign-out', async () => {
    const { store, emit } = setup(ANN);
    await store.restore();
    emit('expired');
    expect([store.status, store.expired, store.investor]).toEqual(['signedOut', true, null]);
    await store.restore();
    expect(store.expired).toBe(false);
    await store.signOut();
    expect([store.status, store.expired]).toEqual(['signedOut', false]);
  });

  it('keeps the known investor when the look-up fails', async () => {
    const { store, become } = setup(ANN);
    await store.restore();
    become(new TypeError('no network'));
    await store.restore();
    expect(store.status).toBe('signedIn');
    expect(store.error).toMatchObject({ kind: 'offline' });
  });
});
