import * as z from 'zod';
import { judge, type Answer } from '../answer';
import { missing, ok, warning, type Finding } from '../finding';

const account = z.object({
  ProductionAccessEnabled: z.boolean(),
  SendingEnabled: z.boolean(),
  EnforcementStatus: z.string().optional(),
  SendQuota: z.object({ Max24HourSend: z.number(), MaxSendRate: z.number(), SentLast24Hours: z.number() }),
});

/** SES of the account and region, from ses:GetAccount. */
export function checkSesAccount(answer: Answer, target: { isSandbox: boolean; appUrl: string }): Finding[] {
  return judge({ check: 'SES account', action: 'ses:GetAccount' }, answer, account, (body) => [
    productionAccess(body.ProductionAccessEnabled, target),
    sending(body),
    quota(body.SendQuota),
  ]);
}

/** Emails a second that SES accepts; null if the answer does not say. */
export function sendRateOf(answer: Answer): number | null {
  const parsed = z.object({ answered: account }).safeParse(answer);
  return parsed.success ? parsed.data.answered.SendQuota.MaxSendRate : null;
}

function productionAccess(enabled: boolean, { isSandbox, appUrl }: { isSandbox: boolean; appUrl: string }): Finding {
  const check = 'SES production access';
  if (enabled) return ok(check, 'Enabled: SES sends to every address.');
  return (isSandbox ? warning : missing)(
    check,
    'SES is in its sandbox: it sends to verified addresses only, at most 200 emails a day.',
    `aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --website-url ${appUrl} --contact-language EN`,
  );
}

function sending({ SendingEnabled, EnforcementStatus }: z.output<typeof account>): Finding {
  const check = 'SES sending';
  if (EnforcementStatus === 'SHUTDOWN') {
    return missing(check, 'AWS stopped sending for this account (SHUTDOWN): open a case with AWS Support.');
  }
  if (!SendingEnabled) {
    return missing(check, 'Sending is off.', 'aws sesv2 put-account-sending-attributes --sending-enabled');
  }
  if (EnforcementStatus === 'PROBATION') {
    return warning(check, 'The account is under review (PROBATION): mend the cause that AWS wrote to you about.');
  }
  return ok(check, 'On.');
}

function quota({ Max24HourSend, MaxSendRate, SentLast24Hours }: z.output<typeof account>['SendQuota']): Finding {
  const check = 'SES sending quota';
  const rate = `${MaxSendRate} emails a second`;
  if (Max24HourSend < 0) return ok(check, `No daily limit, ${rate}.`);
  const says = `${SentLast24Hours} of ${Max24HourSend} emails in the last 24 hours, ${rate}. One digest is one email.`;
  if (SentLast24Hours < Max24HourSend) return ok(check, says);
  return warning(
    check,
    says,
    'aws service-quotas request-service-quota-increase --service-code ses --quota-code L-804C8AE8 --desired-value N',
  );
}
