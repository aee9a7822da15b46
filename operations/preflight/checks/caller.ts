import * as z from 'zod';
import type { Answer } from '../answer';
import { missing, ok, type Finding } from '../finding';

const identity = z.object({ Account: z.string().regex(/^\d{12}$/), Arn: z.string().startsWith('arn:') });

export interface Caller {
  account: string;
  arn: string;
}

/** Who calls, from sts:GetCallerIdentity, which needs no permission. Without a caller no other check can run. */
export function checkCaller(answer: Answer, region: string): { caller: Caller | null; finding: Finding } {
  const check = 'Credentials';
  if ('failed' in answer) {
    const { name, message } = answer.failed;
    return {
      caller: null,
      finding: missing(check, `sts:GetCallerIdentity failed with ${name}: ${message}`, 'aws sts get-caller-identity'),
    };
  }
  const parsed = identity.safeParse(answer.answered);
  if (!parsed.success) {
    return { caller: null, finding: missing(check, 'sts:GetCallerIdentity named no account.') };
  }
  const { Account: account, Arn: arn } = parsed.data;
  return { caller: { account, arn }, finding: ok(check, `Account ${account}, region ${region}, as ${arn}.`) };
}
