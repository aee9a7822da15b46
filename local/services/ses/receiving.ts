import { z } from 'zod';
import type { Runtime } from '../../runtime';
import { flag, readProperties } from '../../template/read-properties';
import type { Email } from './mailbox';

const receiptRuleProperties = z.object({
  Rule: z.object({
    Enabled: flag.default(true),
    Recipients: z.array(z.string()).default([]),
    Actions: z.array(z.object({ LambdaAction: z.object({ FunctionArn: z.string() }).optional() })).default([]),
  }),
});
type ReceiptRule = z.infer<typeof receiptRuleProperties>['Rule'];

/**
 * Passes mail to the Lambda functions of the receipt rules, as SES does for a domain whose MX record points to SES. All
 * rule sets are active. Other mail stays in the inbox.
 */
export class Receiving {
  readonly #rules: ReceiptRule[];

  constructor(private readonly runtime: Pick<Runtime, 'byType' | 'lambda' | 'events'>) {
    this.#rules = runtime
      .byType('AWS::SES::ReceiptRule')
      .map((resource) => readProperties(resource, receiptRuleProperties).Rule);
  }

  /** Resolves when all functions have been called. A failure becomes a notice, since the sender gets no answer. */
  async receive(email: Email): Promise<void> {
    for (const { Recipients, Enabled, Actions } of this.#rules) {
      const received = email.to.filter((address) => covers(Recipients, address));
      if (!Enabled || received.length === 0) continue;
      for (const { LambdaAction } of Actions)
        if (LambdaAction) await this.#call(LambdaAction.FunctionArn, email, received);
    }
  }

  async #call(functionArn: string, email: Email, recipients: string[]): Promise<void> {
    const { id, from, to, subject, sentAt, headers } = email;
    const mail = { timestamp: sentAt, source: from, messageId: id, destination: to, headers };
    const event = {
      Records: [
        {
          eventSource: 'aws:ses',
          eventVersion: '1.0',
          ses: { mail: { ...mail, commonHeaders: { from: [from], to, subject } }, receipt: { recipients } },
        },
      ],
    };
    const result = await this.runtime.lambda
      .invokeEvent(functionArn, event, { arn: 'ses.amazonaws.com' })
      .catch((error: Error) => ({ ok: false as const, errorMessage: error.message }));
    if (result.ok) return;
    const message = `Mail to ${recipients.join(', ')} was received, but the function of its rule failed: ${result.errorMessage}`;
    this.runtime.events.append({ kind: 'notice', level: 'warn', message });
  }
}

/** Recipients of a rule are addresses or domains. A rule without recipients matches all mail. */
function covers(recipients: string[], address: string): boolean {
  if (recipients.length === 0) return true;
  const [, domain] = address.toLowerCase().split('@');
  return recipients.some((one) => [address.toLowerCase(), domain].includes(one.toLowerCase()));
}
