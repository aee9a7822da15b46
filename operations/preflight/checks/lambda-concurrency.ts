import * as z from 'zod';
import { judge, type Answer } from '../answer';
import { missing, ok, warning, type Finding } from '../finding';

/** What Lambda keeps for functions without a reservation (Lambda Developer Guide, "Configuring reserved concurrency"). */
export const KEPT_UNRESERVED = 100;

const settings = z.object({
  AccountLimit: z.object({ ConcurrentExecutions: z.number(), UnreservedConcurrentExecutions: z.number() }),
});

const RAISE =
  'aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000';

/** Concurrency of the account and region, from lambda:GetAccountSettings. `reserved` is what the templates reserve. */
export function checkLambdaConcurrency(answer: Answer, reserved: number): Finding[] {
  const check = 'Lambda concurrency';
  return judge({ check, action: 'lambda:GetAccountSettings' }, answer, settings, ({ AccountLimit }) => {
    const { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: unreserved } = AccountLimit;
    const figures = `${limit} in the account, ${unreserved} unreserved.`;
    if (reserved > 0 && limit - reserved < KEPT_UNRESERVED) {
      return [
        missing(
          check,
          `${figures} Reserving ${reserved} must leave ${KEPT_UNRESERVED}: leave FIRSTLIGHT_UNSUBSCRIBE_CONCURRENCY out, or raise the quota.`,
          RAISE,
        ),
      ];
    }
    if (reserved > 0 && unreserved - reserved < KEPT_UNRESERVED) {
      const held = `Reserving ${reserved} more would leave fewer than ${KEPT_UNRESERVED}, which Lambda refuses.`;
      return [warning(check, `${figures} ${held} It is fine if this deployment already holds them.`, RAISE)];
    }
    if (unreserved < KEPT_UNRESERVED) {
      return [warning(check, `${figures} That is below ${KEPT_UNRESERVED}: a full hour will be throttled.`, RAISE)];
    }
    return [ok(check, reserved > 0 ? `${figures} The templates reserve ${reserved}.` : figures)];
  });
}
