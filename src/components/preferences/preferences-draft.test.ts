import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../amplify/domain/preferences';
import { draftOf, matchKey, matchPart, draftProblems, sameDraft } from './preferences-draft';

const SAVED: Preferences & { onboarded: boolean } = {
  ...DEFAULT_PREFERENCES,
  industries: ['biotech'],
  locations: ['US/CA', 'DE'],
  minFunding: 500_000,
  timeZone: 'Asia/Kathmandu',
  onboarded: true,
};

describe('draftOf', () => {
  it('suggests 08:00 in the time zone of the browser on a first visit', () => {
    const draft = draftOf({ ...SAVED, onboarded: false }, 'Europe/Berlin');
    expect(draft).toEqual({ ...DEFAULT_PREFERENCES, timeZone: 'Europe/Berlin' });
    expect(draft.preferredTime).toBe('08:00');
  });

  it('has the saved preferences with their time zone, and nothing else of the profile', () => {
    const profile = { ...SAVED, email: 'a@example.com', nextDigestAt: null };
    const { onboarded: _onboarded, ...saved } = SAVED;
    expect(draftOf(profile, 'Europe/Berlin')).toEqual(saved);
  });

  it('does not share its lists with the profile', () => {
    draftOf(SAVED, 'UTC').industries.push('web');
    draftOf(null, 'UTC').industries.push('web');
    expect(SAVED.industries).toEqual(['biotech']);
    expect(DEFAULT_PREFERENCES.industries).toEqual([]);
  });
});

describe('draftProblems', () => {
  it('finds no problem in the defaults', () => {
    expect(draftProblems(DEFAULT_PREFERENCES)).toEqual([]);
  });

  it.each([
    ['weekdays', { weekdays: [] }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['preferredTime', { preferredTime: '' }],
    ['maxFunding', { minFunding: 5, maxFunding: 3 }],
    ['excludedTerms', { excludedTerms: ['x'] }],
    ['locations', { locations: ['usa'] }],
  ])('names the field %s', (field, change) => {
    expect(draftProblems({ ...DEFAULT_PREFERENCES, ...change }).map((problem) => problem.field)).toEqual([field]);
  });
});

describe('sameDraft', () => {
  it('ignores the order of choices', () => {
    expect(sameDraft(SAVED, { ...SAVED, locations: ['DE', 'US/CA'] })).toBe(true);
    expect(sameDraft(SAVED, { ...SAVED, locations: ['DE'] })).toBe(false);
    expect(sameDraft(SAVED, { ...SAVED, preferredTime: '09:00' })).toBe(false);
  });
});

describe('the part that matching uses', () => {
  it('does not contain the schedule', () => {
    expect(matchKey({ ...SAVED, preferredTime: '09:00' })).toBe(matchKey(SAVED));
  });

  it('has no must-have without a value', () => {
    expect(matchPart({ ...SAVED, mustMatch: ['industry', 'stage'] }).mustMatch).toEqual(['industry']);
  });
});
