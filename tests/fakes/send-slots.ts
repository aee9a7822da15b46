import type { SendSlots } from '../../amplify/domain/ports';
import { minuteOf, slotsWithin } from '../../amplify/domain/sending/slots';

export function createInMemorySendSlots(): SendSlots {
  const nextFreeOf = new Map<number, number>();
  let lease: { holder: string; until: number } | null = null;
  return {
    async reserve(from, count, spacing) {
      for (let minute = minuteOf(from); ; minute += 60_000) {
        const { slots, nextFree } = slotsWithin(
          { minute, nextFree: nextFreeOf.get(minute) ?? minute },
          from,
          count,
          spacing,
        );
        if (slots.length === 0) continue;
        nextFreeOf.set(minute, nextFree);
        return slots;
      }
    },
    async lease(holder, now, until) {
      if (lease && lease.holder !== holder && lease.until >= now) return false;
      lease = { holder, until };
      return true;
    },
    async release(holder) {
      if (lease?.holder === holder) lease = null;
    },
  };
}
