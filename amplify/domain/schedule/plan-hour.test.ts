import { describe, expect, test } from 'vitest';
import { DEFAULT_PREFERENCES, type SchedulePreferences } from '../preferences';
import { decideDue, planHour } from './plan-hour';

const at = (timeZone: string, preferredTime: string, fields: Partial<SchedulePreferences> = {}) => ({
  ...DEFAULT_PREFERENCES,
  timeZone,
  preferredTime,
  ...fields,
});
const kathmandu = { nextDigestAt: '2026-11-22T02:15:00.000Z', preferences: at('Asia/Kathmandu', '08:00') };
const decide = (time: string, due = kathmandu) => decideDue(due, new Date(time));

describe('a tick of the hourly rule', () => {
  test('starts a digest of later in the hour at its own minute', () => {
    expect(decide('2026-11-22T02:00:00Z')).toEqual({
      action: 'startAt',
      localDate: '2026-11-22',
      digestKey: 'daily#2026-11-22',
      dueAt: '2026-11-22T02:15:00.000Z',
      delayed: false,
    });
  });

  test('starts a digest of this minute now, not delayed', () => {
    const due = { nextDigestAt: '2026-11-22T08:00:00.000Z', preferences: at('UTC', '08:00') };
    expect(decide('2026-11-22T08:00:00Z', due)).toMatchObject({ action: 'startNow', delayed: false });
    expect(decide('2026-11-22T08:00:59Z', due)).toMatchObject({ action: 'startNow', delayed: false });
  });

  test('starts a late digest of the same local date now, as delayed', () => {
    expect(decide('2026-11-22T02:16:00Z')).toMatchObject({ action: 'startNow', delayed: true });
    // 23:00 in Kathmandu.
    expect(decide('2026-11-22T17:15:00Z')).toMatchObject({ action: 'startNow', delayed: true });
  });

  test('records a digest of an earlier local date as missed, even on the same date in UTC', () => {
    // 00:45 on the 23rd in Kathmandu.
    expect(decide('2026-11-22T19:00:00Z')).toMatchObject({ action: 'missed', localDate: '2026-11-22', delayed: false });
  });

  test('still sends on the same local date, even on the next date in UTC', () => {
    const due = { nextDigestAt: '2026-11-22T22:00:00.000Z', preferences: at('America/Los_Angeles', '14:00') };
    expect(decide('2026-11-23T05:00:00Z', due)).toMatchObject({ action: 'startNow', localDate: '2026-11-22' });
    expect(decide('2026-11-23T08:00:00Z', due)).toMatchObject({ action: 'missed', localDate: '2026-11-22' });
  });

  test('sends a digest that the clocks moved past midnight, under its own date', () => {
    const nuuk = { nextDigestAt: '2026-03-29T01:30:00.000Z', preferences: at('America/Nuuk', '23:30') };
    expect(decide('2026-03-29T01:00:00Z', nuuk)).toMatchObject({ action: 'startAt', localDate: '2026-03-28' });
    expect(decide('2026-03-29T02:00:00Z', nuuk)).toMatchObject({ action: 'startNow', localDate: '2026-03-28' });
  });
});

describe('the plan of an hour', () => {
  const plan = (time: string, due = kathmandu) => {
    const { decisions, nextDigestAt } = planHour(due, new Date(time));
    return { actions: decisions.map(({ action, localDate }) => `${action} ${localDate}`), nextDigestAt };
  };

  test('advances to the first instant of a later tick', () => {
    expect(plan('2026-11-22T02:00:00Z')).toEqual({
      actions: ['startAt 2026-11-22'],
      nextDigestAt: '2026-11-23T02:15:00.000Z',
    });
  });

  test('does nothing about a digest of a later hour', () => {
    expect(plan('2026-11-22T01:15:00Z')).toEqual({ actions: [], nextDigestAt: '2026-11-22T02:15:00.000Z' });
    expect(plan('2026-11-22T01:15:01Z').actions).toEqual(['startAt 2026-11-22']);
  });

  test.each<[hours: number, actions: string[], next: string]>([
    [1, ['startNow 2026-11-22'], '2026-11-23T02:15:00.000Z'],
    [6, ['startNow 2026-11-22'], '2026-11-23T02:15:00.000Z'],
    [24, ['missed 2026-11-22', 'startAt 2026-11-23'], '2026-11-24T02:15:00.000Z'],
    [25, ['missed 2026-11-22', 'startNow 2026-11-23'], '2026-11-24T02:15:00.000Z'],
    [
      72,
      ['missed 2026-11-22', 'missed 2026-11-23', 'missed 2026-11-24', 'startAt 2026-11-25'],
      '2026-11-26T02:15:00.000Z',
    ],
  ])('after an outage of %i hours: %j, then %s', (hours, actions, nextDigestAt) => {
    const time = new Date(Date.parse('2026-11-22T02:00:00Z') + hours * 3_600_000).toISOString();
    expect(plan(time)).toEqual({ actions, nextDigestAt });
  });

  test('ends without a next digest when none is wanted', () => {
    const off = { ...kathmandu, preferences: at('Asia/Kathmandu', '08:00', { dailyRecommendations: false }) };
    expect(plan('2026-11-22T02:00:00Z', off).nextDigestAt).toBeNull();
  });
});
