/** The sending quota of the account: https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html */
export interface SendQuota {
  /** Emails a second. */
  perSecond: number;
  /** Emails in any 24 hours; Infinity where there is no limit. */
  perDay: number;
  /** Emails of the last 24 hours. */
  sentToday: number;
}

/** Share of the quota that is left for emails requested in the app and for bursts. */
const HEADROOM = 0.1;

/** Digests that may start a second. */
export function startsPerSecond({ perSecond }: SendQuota): number {
  return perSecond * (1 - HEADROOM);
}

/**
 * Digests that may still start today, at least zero. `underWay` counts starts that SES may not have counted yet.
 */
export function startsLeft({ perDay, sentToday }: SendQuota, underWay: number): number {
  return Math.max(0, Math.floor(perDay * (1 - HEADROOM) - sentToday - underWay));
}
