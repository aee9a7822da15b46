const MINUTE = 60_000;

export interface MinuteOfSlots {
  /** Start of the minute, milliseconds since 1970. */
  minute: number;
  /** The first free moment of this minute. */
  nextFree: number;
}

export function minuteOf(instant: number): number {
  return Math.floor(instant / MINUTE) * MINUTE;
}

/** Moments of one minute to reserve: at most `count` from `from` on, `spacing` apart; empty when the minute has no free moment. */
export function slotsWithin({ minute, nextFree }: MinuteOfSlots, from: number, count: number, spacing: number) {
  const slots: number[] = [];
  for (let slot = Math.max(from, nextFree); slots.length < count && slot < minute + MINUTE; slot += spacing) {
    slots.push(slot);
  }
  return { slots, nextFree: slots.length > 0 ? slots.at(-1)! + spacing : nextFree };
}
