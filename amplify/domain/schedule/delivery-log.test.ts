import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '../preferences';
import { deliveryLog, minutesLate, type LoggedDigest } from './delivery-log';

const profile = {
  ...DEFAULT_PREFERENCES,
  timeZone: 'Europe/Berlin',
  nextDigestAt: '2026-03-31T06:00:00.000Z' as string | null,
  onboarded: true,
  createdAt: '2026-01-05T12:00:00.000Z',
  updatedAt: '2026-01-05T12:00:00.000Z',
};

function daily(localDate: string, values: Partial<LoggedDigest> = {}): LoggedDigest {
  const dueAt = `${localDate}T06:00:00.000Z`;
  return { key: `daily#${localDate}`, kind: 'daily', dueAt, localDate, sentAt: dueAt, ...values };
}

function log(values: { profile?: Partial<typeof profile>; digests?: LoggedDigest[]; today?: string; days?: number }) {
  return deliveryLog({
    digests: values.digests ?? [],
    today: values.today ?? '2026-03-30',
    days: values.days ?? 60,
    profile: { ...profile, ...values.profile },
  });
}

const reasonOn = (date: string, values: Parameters<typeof log>[0]) =>
  log(values).find((day) => day.date === date)?.noDaily;

describe('the log of deliveries', () => {
  it('lists every local date once, newest first, also when the clocks change', () => {
    for (const [timeZone, today] of [
      ['Europe/Berlin', '2026-03-30'],
      ['America/New_York', '2026-11-02'],
      ['Australia/Lord_Howe', '2026-04-06'],
      ['America/Nuuk', '2026-03-29'],
    ] as const) {
      const dates = log({ profile: { timeZone }, today }).map(({ date }) => date);
      expect([dates.length, new Set(dates).size, dates[0]]).toEqual([60, 60, today]);
      expect(dates).toEqual([...dates].sort().reverse());
    }
  });

  it('leaves out a date that the zone skipped', () => {
    const dates = log({ profile: { timeZone: 'Pacific/Apia' }, today: '2011-12-31', days: 3 }).map(({ date }) => date);
    expect(dates).toEqual(['2011-12-31', '2011-12-29']);
  });

  it('lists a digest on its own local date, before or after the date in UTC', () => {
    const ahead = daily('2026-03-30', { dueAt: '2026-03-29T18:15:00.000Z' });
    expect(log({ profile: { timeZone: 'Pacific/Chatham' }, digests: [ahead] })[0]).toMatchObject({
      date: '2026-03-30',
      daily: ahead,
      noDaily: null,
    });
    const behind = daily('2026-03-29', { dueAt: '2026-03-30T05:00:00.000Z' });
    expect(log({ profile: { timeZone: 'Pacific/Honolulu' }, digests: [behind] })[1]!.daily).toBe(behind);
  });

  it('lists requested digests with the daily one of their date, newest first', () => {
    const asked = (time: string): LoggedDigest => ({
      ...daily('2026-03-30', { key: `instant#${time}`, dueAt: `2026-03-30T${time}:00.000Z` }),
      kind: 'instant',
    });
    const [today, yesterday] = log({ digests: [asked('05:00'), daily('2026-03-30'), asked('09:00')] });
    expect(today!.daily?.key).toBe('daily#2026-03-30');
    expect(today!.onRequest.map(({ key }) => key)).toEqual(['instant#09:00', 'instant#05:00']);
    expect(yesterday).toMatchObject({ daily: null, onRequest: [] });
  });

  it('lists a digest dated after today, and none older than requested', () => {
    const dates = log({ digests: [daily('2026-03-31'), daily('2026-03-01')], days: 2 }).map(({ date }) => date);
    expect(dates).toEqual(['2026-03-31', '2026-03-30', '2026-03-29']);
  });

  it('says why none was planned where the current settings already applied', () => {
    expect(reasonOn('2026-03-28', { profile: { weekdays: ['mon'] } })).toBe('weekdayNotChosen');
    expect(reasonOn('2026-03-23', { profile: { weekdays: ['mon'] } })).toBe('notPlanned');
    expect(reasonOn('2026-03-28', { profile: { dailyRecommendations: false } })).toBe('dailyOff');
    const paused = { pausedUntil: '2026-03-29' };
    expect([reasonOn('2026-03-28', { profile: paused }), reasonOn('2026-03-29', { profile: paused })]).toEqual([
      'paused',
      'notPlanned',
    ]);
  });

  it('gives no reason for dates on or before the last change of the settings', () => {
    const changed = { dailyRecommendations: false, nextDigestAt: null, updatedAt: '2026-03-28T22:59:59.000Z' };
    expect(reasonOn('2026-03-29', { profile: changed })).toBe('dailyOff');
    expect(reasonOn('2026-03-28', { profile: changed })).toBe('notPlanned');
    // One second later it is the next date in Berlin.
    expect(reasonOn('2026-03-29', { profile: { ...changed, updatedAt: '2026-03-28T23:00:00.000Z' } })).toBe(
      'notPlanned',
    );
  });

  it('explains today by the current settings, even if they changed today', () => {
    const changed = { updatedAt: '2026-03-30T08:00:00.000Z', nextDigestAt: '2026-03-31T06:00:00.000Z' };
    expect(reasonOn('2026-03-30', { profile: { ...changed, weekdays: ['tue'] } })).toBe('weekdayNotChosen');
    expect(reasonOn('2026-03-30', { profile: changed })).toBe('notPlanned');
    expect(reasonOn('2026-03-30', { profile: { ...changed, nextDigestAt: '2026-03-30T18:00:00.000Z' } })).toBe(
      'stillToCome',
    );
  });

  it('names dates before sign-up, and those before preferences were first saved', () => {
    const isNew = { createdAt: '2026-03-28T23:30:00.000Z', updatedAt: '2026-03-28T23:30:00.000Z', onboarded: false };
    expect(reasonOn('2026-03-28', { profile: isNew })).toBe('beforeSignUp');
    expect(reasonOn('2026-03-29', { profile: isNew })).toBe('notSetUp');
  });

  it('refuses an unknown zone', () => {
    expect(() => log({ profile: { timeZone: 'Middle/Earth' } })).toThrow(/time zone/);
  });
});

describe('a digest is late', () => {
  it('from a full minute on, counted in whole minutes', () => {
    const sent = (sentAt: string | null) => minutesLate(daily('2026-03-30', { sentAt }));
    expect(sent('2026-03-30T06:00:59.999Z')).toBe(0);
    expect(sent('2026-03-30T06:01:00.000Z')).toBe(1);
    expect(sent('2026-03-30T08:30:20.000Z')).toBe(150);
    expect([sent(null), sent('2026-03-30T05:59:00.000Z')]).toEqual([0, 0]);
  });

  it('only when it is a daily digest', () => {
    expect(minutesLate({ ...daily('2026-03-30', { sentAt: '2026-03-30T07:00:00.000Z' }), kind: 'instant' })).toBe(0);
  });
});
