import { TokenBucket } from '../token-bucket';

export interface QuotaSettings {
  /** Recipients a second. */
  maxSendRate: number;
  /** Recipients within 24 hours. */
  max24HourSend: number;
}

/** The quota of a production account of moderate size. */
export const DEFAULT_QUOTA: QuotaSettings = { maxSendRate: 14, max24HourSend: 50_000 };

const DAY_MS = 86_400_000;

/** The account's sending quota in recipients: per second and per 24 hours. Times in milliseconds. */
export class SendingQuota {
  #bucket: TokenBucket;
  #sent: { at: number; recipients: number }[] = [];
  #oldest = 0;
  #total = 0;

  constructor(
    readonly settings: QuotaSettings,
    now: number,
  ) {
    this.#bucket = new TokenBucket(settings.maxSendRate, Math.max(1, settings.maxSendRate), now);
  }

  /** Counts a message; returns the reason if the quota does not allow it. */
  take(recipients: number, now: number): null | 'Maximum sending rate exceeded.' | 'Daily message quota exceeded.' {
    if (this.sentLast24Hours(now) + recipients > this.settings.max24HourSend) return 'Daily message quota exceeded.';
    // A message with more recipients than the rate needs a full bucket.
    if (!this.#bucket.take(Math.min(recipients, Math.max(1, this.settings.maxSendRate)), now))
      return 'Maximum sending rate exceeded.';
    this.#sent.push({ at: now, recipients });
    this.#total += recipients;
    return null;
  }

  sentLast24Hours(now: number): number {
    while (this.#oldest < this.#sent.length && this.#sent[this.#oldest]!.at <= now - DAY_MS)
      this.#total -= this.#sent[this.#oldest++]!.recipients;
    if (this.#oldest > 10_000) {
      this.#sent.splice(0, this.#oldest);
      this.#oldest = 0;
    }
    return this.#total;
  }
}
