import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../amplify/domain/preferences';
import { ApiError } from '../api/errors';
import type { InvestorProfile } from '../../amplify/domain/profile';
import { defineProfileStore, type ProfileApi } from './profile';

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
    emailStatusDetail: null,
    preferencesVersion: 1,
    createdAt: '2026-11-23T08:00:00.000Z',
    updatedAt: '2026-11-23T08:00:00.000Z',
  };
}

function setup() {
  const backend: { profile: InvestorProfile | null; problem: Error | null } = {
    profile: profileOf(DEFAULT_PREFERENCES),
    problem: null,
  };
  const api: ProfileApi = {
    getProfile: async () => {
      if (backend.problem) throw backend.problem;
      return backend.profile;
    },
    savePreferences: async (preferences, _expectedVersion) => {
      if (backend.problem) throw backend.problem;
      return profileOf(preferences, '2026-11-24T07:00:00.000Z');
    },
    resumeEmail: async (consent) => {
      if (!consent) throw new ApiError('invalid', undefined, [{ field: 'consent', problem: 'say yes' }]);
      backend.profile = { ...backend.profile!, emailStatus: 'active' };
      return backend.profile;
    },
  };
  const store = defineProfileStore({
    getProfile: () => api.getProfile(),
    savePreferences: (preferences, expectedVersion) => api.savePreferences(preferences, expectedVersion),
    resumeEmail: (consent) => api.resumeEmail(consent),
  })();
  return { store, backend, api };
}

describe('the profile', () => {
  beforeEach(() => setActivePinia(createPinia()));

  it('takes the next email from the backend’s answer to a save', async () => {
    const { store } = setup();
    await store.load();
    await store.save({ ...DEFAULT_PREFERENCES, timeZone: 'Europe/Berlin' }, 1);
    expect(store.nextDigestAt).toBe('2026-11-24T07:00:00.000Z');
    expect(store.profile?.timeZone).toBe('Europe/Berlin');
    expect(store.saving).toBe(false);
  });

  it('turns email on only after the backend has accepted the change', async () => {
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
    await expect(store.save({ ...DEFAULT_PREFERENCES, timeZone: 'x' }, 1)).rejects.toMatchObject({ kind: 'invalid' });
    expect(store.profile?.timeZone).toBe('UTC');
    expect(store.saving).toBe(false);
  });

  it('keeps the known profile when it can’t be read again', async () => {
    const { store, backend } = setup();
    await store.load();
    backend.problem = new TypeError('no network');
    await store.load();
    expect(store.status).toBe('ready');
    expect(store.error).toMatchObject({ kind: 'offline' });
  });

  it('fails without a known profile, and forgets the error on sign-out', async () => {
    const { store, backend } = setup();
    backend.problem = new TypeError('no network');
    await store.load();
    expect(store.status).toBe('failed');
    store.clear();
    expect([store.status, store.error]).toEqual(['idle', null]);
  });

  it.each(['load', 'read'] as const)('is what was saved, even if an older answer to %s comes later', async (read) => {
    const { store, api } = setup();
    let arrive!: (profile: InvestorProfile) => void;
    api.getProfile = () => new Promise((resolve) => (arrive = resolve));
    const reading = store[read]();
    await store.save({ ...DEFAULT_PREFERENCES, timeZone: 'Europe/Berlin' }, 1);
    arrive(profileOf(DEFAULT_PREFERENCES));
    await reading;
    expect([store.profile?.timeZone, store.status]).toEqual(['Europe/Berlin', 'ready']);
  });

  it.each(['getProfile', 'savePreferences', 'resumeEmail'] as const)(
    'of one investor never appears after sign-out: %s',
    async (call) => {
      const { store, api } = setup();
      let arrive!: (profile: InvestorProfile) => void;
      Object.assign(api, { [call]: () => new Promise<InvestorProfile>((resolve) => (arrive = resolve)) });
      const asking = {
        getProfile: () => store.load(),
        savePreferences: () => store.save(DEFAULT_PREFERENCES, 1),
        resumeEmail: () => store.resumeEmail(false),
      }[call]();
      store.clear();
      arrive(profileOf(DEFAULT_PREFERENCES));
      await asking;
      expect([store.profile, store.status, store.saving, store.resuming]).toEqual([null, 'idle', false, false]);
    },
  );
});
