import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../amplify/domain/preferences';
import { ApiError } from '../../api/errors';
import type { InvestorProfile } from '../../../amplify/domain/profile';
import { draftOf } from './preferences-draft';
import { usePreferencesForm } from './use-preferences-form';

function profileOf(preferences: Preferences, onboarded = true, preferencesVersion = 1): InvestorProfile {
  return {
    ...preferences,
    onboarded,
    investorId: 'me',
    email: 'me@example.com',
    emailStatus: 'active',
    emailStatusAt: null,
    emailStatusReason: null,
    emailStatusDetail: null,
    nextDigestAt: null,
    preferencesVersion,
    createdAt: '2026-11-23T08:00:00.000Z',
    updatedAt: '2026-11-23T08:00:00.000Z',
  };
}

function setup(rejection?: Error) {
  const sent: Preferences[] = [];
  const backend = { stored: profileOf({ ...DEFAULT_PREFERENCES, industries: ['web'] }) };
  const form = usePreferencesForm(
    {
      async save(preferences, expectedVersion) {
        sent.push(preferences);
        if (rejection) throw rejection;
        if (expectedVersion !== backend.stored.preferencesVersion) throw new ApiError('conflict');
        return (backend.stored = profileOf(preferences, true, expectedVersion + 1));
      },
      read: async () => backend.stored,
    },
    'Europe/Berlin',
  );
  form.start(backend.stored);
  const change = (part: Partial<Preferences>) => form.patch(() => part);
  /** Another tab saves. */
  const elsewhere = (part: Partial<Preferences>) => {
    const { preferencesVersion } = backend.stored;
    backend.stored = profileOf({ ...draftOf(backend.stored, 'UTC'), ...part }, true, preferencesVersion + 1);
  };
  return { form, sent, change, elsewhere, backend };
}

/** One change of each field, as the form's fields emit it. */
const CHANGES: Partial<Preferences>[] = [
  { industries: ['biotech'] },
  { fundingStages: ['seed'] },
  { locations: ['DE'] },
  { minFunding: 5_000_000 },
  { maxFunding: 10_000_000 },
  { minFunding: 1, maxFunding: 2 },
  { excludedTerms: ['crypto'] },
  { mustMatch: ['industry'] },
  { dailyRecommendations: false },
  { preferredTime: '09:15' },
  { timeZone: 'Asia/Tokyo' },
  { weekdays: ['mon'] },
  { pausedUntil: '2027-01-01' },
];

describe('two changes in one tick', () => {
  const pairs = CHANGES.flatMap((first) => CHANGES.map((second) => [first, second] as const));
  it.each(pairs)('%j and %j are both kept', (first, second) => {
    const { form } = setup();
    const before = form.draft.value;
    form.patch(() => first);
    form.patch(() => second);
    expect(form.draft.value).toEqual({ ...before, ...first, ...second });
  });

  it('of one list are both kept', () => {
    const { form } = setup();
    form.patch(({ fundingStages }) => ({ fundingStages: [...fundingStages, 'seed'] }));
    form.patch(({ fundingStages }) => ({ fundingStages: [...fundingStages, 'series-a'] }));
    expect(form.draft.value.fundingStages).toEqual(['seed', 'series-a']);
  });
});

describe('the preferences form', () => {
  it('is dirty while it differs from what is saved', async () => {
    const { form, change } = setup();
    expect(form.dirty.value).toBe(false);
    change({ industries: ['web', 'biotech'] });
    expect(form.dirty.value).toBe(true);
    expect(await form.submit()).toBe(true);
    expect(form.dirty.value).toBe(false);
  });

  it('shows the daily email as off after unsubscribing, and saves it as on only after it is turned on', async () => {
    const { form, sent, change } = setup();
    form.start({ ...profileOf({ ...DEFAULT_PREFERENCES, industries: ['web'] }), emailStatus: 'unsubscribed' });
    expect(form.dirty.value).toBe(false);
    change({ industries: ['biotech'] });
    await form.submit();
    change({ dailyRecommendations: true });
    await form.submit();
    expect(sent.map(({ dailyRecommendations }) => dailyRecommendations)).toEqual([false, true]);
  });

  it('shows problems from the first attempt to save on, and sends nothing invalid', async () => {
    const { form, sent, change } = setup();
    change({ weekdays: [] });
    expect(form.problems.value).toEqual([]);
    expect(await form.submit()).toBe(false);
    expect(sent).toEqual([]);
    expect(form.errors.value).toEqual({ weekdays: 'Choose at least one day.' });
    change({ weekdays: ['mon'] });
    expect(form.problems.value).toEqual([]);
  });

  it('cannot be saved while an amount is invalid', async () => {
    const { form, sent } = setup();
    form.amountInvalid.value = true;
    expect(form.validDraft.value).toBeNull();
    expect(form.dirty.value).toBe(true);
    expect(await form.submit()).toBe(false);
    expect(sent).toEqual([]);
    expect(form.problems.value[0]!.field).toBe('minFunding');
  });

  it('shows a problem that the backend found at its field, until the draft changes', async () => {
    const { form, change } = setup(
      new ApiError('invalid', undefined, [{ field: 'timeZone', problem: 'is not known' }]),
    );
    change({ timeZone: 'America/Punta_Arenas' });
    expect(await form.submit()).toBe(false);
    expect(form.errors.value).toEqual({ timeZone: 'Is not known.' });
    change({ timeZone: 'America/Santiago' });
    expect(form.errors.value).toEqual({});
  });

  it('keeps the draft when saving fails for another reason', async () => {
    const { form, change } = setup(new TypeError('no network'));
    change({ industries: ['biotech'] });
    expect(await form.submit()).toBe(false);
    expect(form.failure.value).toMatchObject({ kind: 'offline' });
    expect(form.draft.value.industries).toEqual(['biotech']);
  });

  it('goes back to the saved preferences on discard, and resets the fields', () => {
    const { form, change } = setup();
    change({ industries: [] });
    form.amountInvalid.value = true;
    const resetCount = form.resetCount.value;
    form.discard();
    expect(form.dirty.value).toBe(false);
    expect(form.draft.value.industries).toEqual(['web']);
    expect(form.resetCount.value).toBeGreaterThan(resetCount);
  });

  it('sends no must-have without a value', async () => {
    const { form, sent, change } = setup();
    change({ mustMatch: ['industry', 'stage'] });
    await form.submit();
    expect(sent[0]!.mustMatch).toEqual(['industry']);
  });

  it('is not onboarded before the first save', async () => {
    const { form } = setup();
    form.start(profileOf(DEFAULT_PREFERENCES, false));
    expect(form.onboarded.value).toBe(false);
    expect(form.draft.value.timeZone).toBe('Europe/Berlin');
    await form.submit();
    expect(form.onboarded.value).toBe(true);
  });
});

describe('preferences that were saved elsewhere since the form was opened', () => {
  it('are kept in fields that did not change here, and saved together with the changes here', async () => {
    const { form, change, elsewhere, backend } = setup();
    elsewhere({ maxFunding: 3_000_000, industries: ['web', 'energy'] });
    change({ fundingStages: ['seed'] });
    expect(await form.submit()).toBe(true);
    expect(backend.stored).toMatchObject({
      maxFunding: 3_000_000,
      industries: ['web', 'energy'],
      fundingStages: ['seed'],
      preferencesVersion: 3,
    });
    expect(form.draft.value).toEqual(draftOf(backend.stored, 'UTC'));
    expect([...form.adopted.value].sort()).toEqual(['industries', 'maxFunding']);
    expect([form.dirty.value, form.conflicts.value]).toEqual([false, []]);
  });

  it.each(['mine', 'theirs'] as const)(
    'conflict in a field that also changed here, until one side is chosen: %s',
    async (side) => {
      const { form, change, elsewhere, backend, sent } = setup();
      elsewhere({ maxFunding: 3_000_000 });
      change({ maxFunding: 5_000_000, fundingStages: ['seed'] });
      expect(await form.submit()).toBe(false);
      expect([sent.length, backend.stored.maxFunding, form.failure.value]).toEqual([1, 3_000_000, null]);
      const [conflict] = form.conflicts.value;
      expect(conflict).toMatchObject({ mine: { maxFunding: 5_000_000 }, theirs: { maxFunding: 3_000_000 } });
      form.choose(conflict!, side);
      expect(await form.submit()).toBe(true);
      expect(backend.stored).toMatchObject({ maxFunding: conflict![side].maxFunding, fundingStages: ['seed'] });
      expect(form.conflicts.value).toEqual([]);
    },
  );

  it('are not saved together with changes if the result is invalid', async () => {
    const { form, change, elsewhere, backend } = setup();
    elsewhere({ weekdays: ['mon'] });
    change({ weekdays: ['tue', 'wed', 'thu', 'fri', 'sat', 'sun'] });
    expect(await form.submit()).toBe(false);
    expect(form.errors.value).toHaveProperty('weekdays');
    expect(backend.stored.weekdays).toEqual(['mon']);
  });

  it('are reported as a conflict if each attempt meets another save', async () => {
    const { form, change, elsewhere } = setup(new ApiError('conflict'));
    elsewhere({ maxFunding: 3_000_000 });
    change({ fundingStages: ['seed'] });
    expect(await form.submit()).toBe(false);
    expect(form.failure.value).toMatchObject({ kind: 'conflict' });
  });

  it('appear in a form without changes, and are merged with restored changes', () => {
    const { form, elsewhere, backend } = setup();
    const from = form.draft.value;
    elsewhere({ maxFunding: 3_000_000 });
    form.rebase(backend.stored);
    expect([form.draft.value.maxFunding, form.dirty.value, form.adopted.value]).toEqual([3_000_000, false, []]);
    form.resume({ from, to: { ...from, fundingStages: ['seed'] } });
    expect(form.draft.value).toMatchObject({ maxFunding: 3_000_000, fundingStages: ['seed'] });
    expect(form.dirty.value).toBe(true);
  });
});

it('shows what the backend stored, even if it differs from what was sent', async () => {
  const form = usePreferencesForm(
    {
      save: async (sent) => profileOf({ ...sent, excludedTerms: ['trimmed'], timeZone: 'Europe/Kyiv' }),
      read: async () => null,
    },
    'UTC',
  );
  form.start(profileOf(DEFAULT_PREFERENCES));
  form.patch(() => ({ excludedTerms: [' trimmed '], timeZone: 'Europe/Kiev' }));
  expect(await form.submit()).toBe(true);
  expect(form.draft.value).toMatchObject({ excludedTerms: ['trimmed'], timeZone: 'Europe/Kyiv' });
});
