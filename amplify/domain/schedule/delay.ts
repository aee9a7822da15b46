/** An email that leaves this much after its minute, or more, is delayed: the delivery contract's 60 seconds. */
const DELAYED_AFTER_MS = 60_000;

/** Whether a digest that was due at the one instant and leaves at the other says that it is delayed. */
export function isDelayed(dueAt: Date | number, leavesAt: Date | number): boolean {
  return +leavesAt - +dueAt >= DELAYED_AFTER_MS;
}
