import { describe, expect, it } from 'vitest';
import type { DeliveryRecord } from '../../amplify/domain/ports';

export function deliveryRecordContract(create: () => DeliveryRecord): void {
  describe('the delivery record', () => {
    it('counts outcomes of emails by hour', async () => {
      const record = create();
      await record.count('delivered', '2026-03-30T05:59:59.999Z');
      await Promise.all(
        (['delivered', 'delivered', 'bounced', 'complained'] as const).map((outcome, index) =>
          record.count(outcome, `2026-03-30T06:0${index}:00.000Z`),
        ),
      );
      await record.count('bounced', '2026-03-30T07:00:00.000Z');
      expect(await record.since('2026-03-30T06:00:00.000Z')).toEqual([
        { hour: '2026-03-30T06:00:00.000Z', delivered: 2, bounced: 1, complained: 1 },
        { hour: '2026-03-30T07:00:00.000Z', delivered: 0, bounced: 1, complained: 0 },
      ]);
    });

    it('keeps the time and reason of the first hold', async () => {
      const record = create();
      expect(await record.hold()).toMatchObject({ pausedAt: null, reason: null, resumedAt: null });
      const counts = { delivered: 940, bounced: 60, complained: 0 };
      await record.pause('2026-03-30T06:00:00.000Z', counts);
      await record.pause('2026-03-30T07:00:00.000Z', { ...counts, bounced: 70 });
      expect(await record.hold()).toMatchObject({
        pausedAt: '2026-03-30T06:00:00.000Z',
        reason: 'limitReached',
        counts,
        resumedAt: null,
      });
    });
  });
}
