import * as z from 'zod';
import { judge, type Answer } from '../answer';
import { ok, warning, type Finding } from '../finding';

const summary = z.object({ SummaryMap: z.object({ Roles: z.number(), RolesQuota: z.number() }) });

/** Roles in the account, from iam:GetAccountSummary. `needed` is what the templates create. */
export function checkRoles(answer: Answer, needed: number): Finding[] {
  const check = 'IAM roles';
  return judge({ check, action: 'iam:GetAccountSummary' }, answer, summary, ({ SummaryMap }) => {
    const { Roles: used, RolesQuota: quota } = SummaryMap;
    const figures = `${used} of ${quota} used; this deployment has ${needed}.`;
    if (used + needed <= quota) return [ok(check, figures)];
    return [
      warning(
        check,
        `${figures} That is too many, unless it is deployed already.`,
        `aws service-quotas request-service-quota-increase --region us-east-1 --service-code iam --quota-code L-FE177D64 --desired-value ${used + needed}`,
      ),
    ];
  });
}

/** A quota of which Service Quotas gives the value, but not the use. */
export interface ValueQuota {
  check: string;
  serviceCode: string;
  quotaCode: string;
  /** Its documented default, which holds when the account has no value of its own. */
  byDefault: number;
}

const applied = z.object({ Quota: z.object({ Value: z.number() }) });

/** A quota of the account and region, from servicequotas:GetServiceQuota. `needed` is what the templates create. */
export function checkQuota(answer: Answer, { check, serviceCode, quotaCode, byDefault }: ValueQuota, needed: number) {
  const decide = (quota: number): Finding[] => {
    const says = `The quota is ${quota}; this deployment has ${needed}.`;
    if (needed <= quota) return [ok(check, says)];
    const raise = `aws service-quotas request-service-quota-increase --service-code ${serviceCode} --quota-code ${quotaCode}`;
    return [warning(check, says, `${raise} --desired-value ${needed}`)];
  };
  return judge(
    { check, action: 'servicequotas:GetServiceQuota' },
    answer,
    applied,
    ({ Quota }) => decide(Quota.Value),
    { names: ['NoSuchResourceException'], means: () => decide(byDefault) },
  );
}
