import type { DigestEmail, Mailer, SendOutcome } from '../../amplify/domain/ports';

/** Records messages and returns the given outcomes, then `sent`. */
export class FakeMailer implements Mailer {
  readonly outbox: DigestEmail[] = [];
  constructor(private readonly outcomes: (SendOutcome | Error)[] = []) {}

  async send(email: DigestEmail): Promise<SendOutcome> {
    const outcome = this.outcomes.shift() ?? { outcome: 'sent', messageId: `ses-${this.outbox.length + 1}` };
    if (outcome instanceof Error) throw outcome;
    if (outcome.outcome === 'sent') this.outbox.push(email);
    return outcome;
  }
}
