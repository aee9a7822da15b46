/** An email sent this long after its due minute, or later, is delayed. The 60 seconds are in the delivery contract. */
const DELAYED_AFTER_MS = 60_000;

/** Whether a digest that is due at the first instant and sent at the second is delayed, which the email says. */
export function isDelayed(dueAt: Date | number, leavesAt: Date | number): boolean {
  return +leavesAt - +dueAt >= DELAYED_AFTER_MS;
}
