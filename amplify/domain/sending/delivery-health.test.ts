import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryHealth, HEALTH_MINIMUM_VOLUME, type HourlyCounts } from './delivery-health';

const NOW = new Date('2026-03-30T12:20:00.000Z');
const hour = (hoursAgo: number, values: Partial<HourlyCounts>): HourlyCounts => ({
  hour: new Date(Date.UTC(2026, 2, 30, 12 - hoursAgo)).toISOString(),
  delivered: 0,
  bounced: 0,
  complained: 0,
  ...values,
});

describe('delivery health', () => {
  it.each([
    ['no emails', {}, 'ok'],
    ['bounces just below 4 %', { delivered: 9_601, bounced: 399 }, 'ok'],
    ['bounces at 4 %', { delivered: 9_600, bounced: 400 }, 'warn'],
    ['bounces just below 5 %', { delivered: 9_501, bounced: 499 }, 'warn'],
    ['bounces at 5 %', { delivered: 9_500, bounced: 500 }, 'pause'],
    ['complaints just below 0.08 %', { delivered: 100_000, complained: 79 }, 'ok'],
    ['complaints at 0.08 %', { delivered: 100_000, complained: 80 }, 'warn'],
    ['complaints at 0.1 %', { delivered: 100_000, complained: 100 }, 'pause'],
    ['bounces of a volume just below the minimum', { delivered: 0, bounced: 499 }, 'ok'],
    ['bounces of the minimum volume', { delivered: 475, bounced: 25 }, 'pause'],
  ] as const)('with %s', (_what, values, state) => {
    expect(deliveryHealth([hour(1, values)], NOW).state).toBe(state);
  });

  it('covers 24 hours, with the current one, and no earlier hour', () => {
    const bad = { delivered: 500, bounced: 500 };
    expect(deliveryHealth([hour(23, bad)], NOW).state).toBe('pause');
    expect(deliveryHealth([hour(24, bad)], NOW).state).toBe('ok');
  });

  it('leaves out the hours before an operator resumed digests', () => {
    const counts = [hour(3, { delivered: 500, bounced: 500 }), hour(0, { delivered: 1_000 })];
    expect(deliveryHealth(counts, NOW).state).toBe('pause');
    expect(deliveryHealth(counts, NOW, '2026-03-30T10:05:00.000Z')).toMatchObject({ state: 'ok', volume: 1_000 });
  });

  const anyHour = fc.record({
    hour: fc.integer({ min: 0, max: 40 }).map((ago) => hour(ago, {}).hour),
    delivered: fc.nat(100_000),
    bounced: fc.nat(100_000),
    complained: fc.nat(100_000),
  });

  it('is never worse with one more delivery, and never better with one more bounce', () => {
    const grade = { ok: 0, warn: 1, pause: 2 };
    fc.assert(
      fc.property(fc.array(anyHour, { maxLength: 30 }), (counts) => {
        const { state, volume } = deliveryHealth(counts, NOW);
        if (volume < HEALTH_MINIMUM_VOLUME) return;
        expect(grade[deliveryHealth([...counts, hour(0, { delivered: 50 })], NOW).state]).toBeLessThanOrEqual(
          grade[state],
        );
        const bounces = deliveryHealth([...counts, hour(0, { bounced: 50 })], NOW);
        expect(grade[bounces.state]).toBeGreaterThanOrEqual(grade[state]);
      }),
    );
  });

  it('does not depend on the order of hours, and has rates from 0 to 1', () => {
    fc.assert(
      fc.property(fc.array(anyHour, { maxLength: 30 }), (counts) => {
        const health = deliveryHealth(counts, NOW);
        expect(deliveryHealth(counts.toReversed(), NOW)).toEqual(health);
        for (const rate of [health.bounceRate, health.complaintRate]) {
          expect(rate).toBeGreaterThanOrEqual(0);
          expect(rate).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
