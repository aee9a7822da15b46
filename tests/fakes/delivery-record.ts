import type { DeliveryRecord } from '../../amplify/domain/ports';
import type { HourlyCounts } from '../../amplify/domain/sending/delivery-health';
import type { DigestHold } from '../../amplify/domain/sending/digest-hold';

export function createInMemoryDeliveryRecord(): DeliveryRecord & { resume(at: string): void } {
  const hours = new Map<string, HourlyCounts>();
  const none: DigestHold = { pausedAt: null, reason: null, reasonDetail: null, counts: null, resumedAt: null };
  let hold = none;
  return {
    async count(outcome, at) {
      const hour = new Date(Math.floor(Date.parse(at) / 3_600_000) * 3_600_000).toISOString();
      const counts = hours.get(hour) ?? { hour, delivered: 0, bounced: 0, complained: 0 };
      hours.set(hour, { ...counts, [outcome]: counts[outcome] + 1 });
    },
    since: async (hour) => [...hours.values()].filter((counts) => counts.hour >= hour),
    hold: async () => hold,
    async pause(pausedAt, counts) {
      if (!hold.pausedAt) hold = { ...hold, pausedAt, reason: 'limitReached', counts };
    },
    resume(resumedAt) {
      hold = { ...none, resumedAt };
    },
  };
}
