import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../amplify/domain/preferences';
import { ApiError } from '../api/errors';
import type { InvestorProfile } from '../api/preferences';
import { defineProfileStore } from './profile';

function profileOf(preferences: Preferences, nextDigestAt: string | null = null): InvestorProfile {
  return {
    ...preferences,
    nextDigestAt,
    onboarded: true,
    investorId: 'me',
    email: 'me@example.com',
    emailStatus: 'active',
    emailStatusAt: null,
    emailStatusReason: null,
    dueShard: null,
    createdAt: '2026-11-23T08:00:00.000Z',
    updatedAt: '2026-11-23T08:00:00.000Z',
  };
}

function setup() {
  const backend: { profile: InvestorProfile | null; problem: Error | null } = {
    profile: profileOf(DEFAULT_PREFERENCES),
    problem: null,
  };
  const store = defineProfileStore({
    getProfile: async () => {
      if (backend.problem) throw backend.problem;
      return backend.profile;
    },
    savePreferences: async (preferences) => {
      if (backend.problem) throw backend.problem;
      return profileOf(preferences, '2026-11-24T07:00:00.000Z');
    },
    resumeEmail: async (consent) => {
      if (!consent) throw new ApiError('invalid', undefined, [{ field: 'consent', problem: 'say yes' }]);
      backend.profile = { ...backend.profile!, emailStatus: 'active' };
      return backend.profile;
    },
  })();
  return { store, backend };
}

describe('the profile', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('takes the next email from what the backend answers to a save', async () => {
    const { store } = setup();
    await store.load();
    await store.save({ ...DEFAULT_PREFERENCES, timeZone: 'Europe/Berlin' });
    expect(store.nextDigestAt).toBe('2026-11-24T07:00:00.000Z');
    expect(store.profile?.timeZone).toBe('Europe/Berlin');
    expect(store.saving).toBe(false);
  });

  it('has email on again once the backend says so, and not before', async () => {
    const { store, backend } = setup();
    backend.profile = { ...profileOf(DEFAULT_PREFERENCES), emailStatus: 'complained' };
    await store.load();
    await expect(store.resumeEmail(false)).rejects.toMatchObject({ kind: 'invalid' });
    expect([store.profile?.emailStatus, store.resuming]).toEqual(['complained', false]);
    await store.resumeEmail(true);
    expect([store.profile?.emailStatus, store.resuming]).toEqual(['active', false]);
  });

  it('stays as it was when a save is refused', async () => {
    const { store, backend } = setup();
    await store.load();
    backend.problem = new ApiError('invalid', undefined, [{ field: 'timeZone', problem: 'is not known' }]);
    await expect(store.save({ ...DEFAULT_PREFERENCES, timeZone: 'x' })).rejects.toMatchObject({ kind: 'invalid' });
    expect(store.profile?.timeZone).toBe('UTC');
    expect(store.saving).toBe(false);
  });

  it('keeps showing what it knows when it can’t be read again', async () => {
    const { store, backend } = setup();
    await store.load();
    backend.problem = new TypeError('no network');
    await store.load();
    expect(store.status).toBe('ready');
    expect(store.error).toMatchObject({ kind: 'offline' });
  });

  it('fails when nothing is known yet, and forgets on sign-out', async () => {
    const { store, backend } = setup();
    backend.problem = new TypeError('no network');
    await store.load();
    expect(store.status).toBe('failed');
    store.clear();
    expect([store.status, store.error]).toEqual(['idle', null]);
  });
});
