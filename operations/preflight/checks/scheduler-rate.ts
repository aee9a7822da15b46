import * as z from 'zod';
import { judge, type Answer } from '../answer';
import { ok, warning, type Finding } from '../finding';

const quotas = z.object({
  Quotas: z.array(z.object({ QuotaName: z.string(), QuotaCode: z.string(), Value: z.number() })),
});

/** The quota's name in the EventBridge Scheduler User Guide, "Quotas". */
const NAME = /^Invocations throttle limit/;

/**
 * How many schedules a second may fire, from servicequotas:ListServiceQuotas. A digest that waits for its turn is one
 * schedule, so as many must fire as SES sends.
 * @param sendRate emails a second; null if SES did not say
 */
export function checkSchedulerRate(answer: Answer, sendRate: number | null): Finding[] {
  const check = 'Scheduler rate';
  return judge({ check, action: 'servicequotas:ListServiceQuotas' }, answer, quotas, ({ Quotas }) => {
    const quota = Quotas.find(({ QuotaName }) => NAME.test(QuotaName));
    if (!quota) return [ok(check, 'The account has no value of its own: the default of the region holds.')];
    const says = `${quota.Value} schedules a second may fire.`;
    if (sendRate === null || quota.Value >= sendRate) return [ok(check, says)];
    return [
      warning(
        check,
        `${says} SES sends ${sendRate} emails a second, so digests will wait for their schedules.`,
        `aws service-quotas request-service-quota-increase --service-code scheduler --quota-code ${quota.QuotaCode} --desired-value ${sendRate}`,
      ),
    ];
  });
}
