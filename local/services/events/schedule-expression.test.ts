import { describe, expect, it } from 'vitest';
import { instantOf, nextFiring } from './schedule-expression';

describe('nextFiring', () => {
  it.each([
    ['cron(0 * * * ? *)', '2026-11-22T10:30:00Z', '2026-11-22T11:00:00.000Z'],
    ['cron(0 * * * ? *)', '2026-11-22T11:00:00Z', '2026-11-22T12:00:00.000Z'],
    ['cron(15 10 ? * 1 *)', '2026-11-23T00:00:00Z', '2026-11-29T10:15:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2026-11-20T09:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['cron(0 18 L * ? *)', '2026-02-01T00:00:00Z', '2026-02-28T18:00:00.000Z'],
    ['cron(0/20 * * * ? *)', '2026-02-01T00:21:00Z', '2026-02-01T00:40:00.000Z'],
    ['rate(5 minutes)', '2026-11-22T10:12:00Z', '2026-11-22T10:15:00.000Z'],
  ])('%s after %s', (expression, after, expected) => {
    expect(nextFiring(expression, new Date(after), new Date('2026-11-22T10:00:00Z'))?.toISOString()).toBe(expected);
  });

  it('is null after the last year', () => {
    expect(nextFiring('cron(0 0 1 1 ? 2020)', new Date('2026-01-01T00:00:00Z'), new Date())).toBeNull();
  });

  it.each(['cron(0 * * * * *)', 'cron(0 * * * ?)', 'every hour', 'rate(0 minutes)'])('throws for %s', (expression) => {
    expect(() => nextFiring(expression, new Date(), new Date())).toThrow();
  });
});

describe('instantOf', () => {
  it.each([
    ['at(2026-03-29T06:15:00)', 'UTC', '2026-03-29T06:15:00.000Z'],
    ['at(2026-03-29T08:15:00)', 'Asia/Kathmandu', '2026-03-29T02:30:00.000Z'],
    ['at(2026-03-29T02:30:00)', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['at(2026-10-25T02:30:00)', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ])('%s in %s', (expression, zone, expected) => {
    expect(instantOf(expression, zone)?.toISOString()).toBe(expected);
  });

  it.each(['at(2026-13-01T00:00:00)', 'rate(1 hour)', 'at(2026-01-01)'])('%s is not an instant', (expression) => {
    expect(instantOf(expression)).toBeNull();
  });
});
