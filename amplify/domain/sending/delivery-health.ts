import * as z from 'zod';

const emailCount = z.int().min(0).default(0);

/** Outcomes of emails in one hour. `bounced` counts what SES's own bounce rate does, and what it should have. */
export const hourlyCounts = z.object({
  /** Start of the hour, UTC instant. */
  hour: z.iso.datetime(),
  delivered: emailCount,
  bounced: emailCount,
  complained: emailCount,
});
export type HourlyCounts = z.infer<typeof hourlyCounts>;

export const COUNTED_OUTCOMES = ['delivered', 'bounced', 'complained'] as const;
export type CountedOutcome = (typeof COUNTED_OUTCOMES)[number];

/** Sliding window of the rates, in hours, the running one included. */
export const HEALTH_WINDOW_HOURS = 24;

/** With fewer emails than this in the window a few bounces say nothing: two in thirty are 6.7 %. */
export const HEALTH_MINIMUM_VOLUME = 500;

/**
 * Shares of the emails with a known fate. SES reviews an account at 5 % bounces and 0.1 % complaints:
 * https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-messages.html
 */
export const HEALTH_LIMITS = {
  bounces: { warn: 0.04, pause: 0.05 },
  complaints: { warn: 0.0008, pause: 0.001 },
} as const;

export interface DeliveryHealth {
  state: 'ok' | 'warn' | 'pause';
  /** Emails in the window whose fate is known. */
  volume: number;
  /** 0 to 1; zero without emails. */
  bounceRate: number;
  complaintRate: number;
  /** For the log and the operator; null when all is well. */
  reason: string | null;
}

/**
 * How email fares over the window that ends at `now`. Below the minimum volume the rates are told and judged `ok`.
 * Counts of hours that began before `since` are left out: what an operator has dealt with is not held against the
 * account again.
 */
export function deliveryHealth(counts: Iterable<HourlyCounts>, now: Date, since: string | null = null): DeliveryHealth {
  const from = Math.max(healthWindowStart(now).getTime(), since ? Date.parse(since) : 0);
  const sum = { delivered: 0, bounced: 0, complained: 0 };
  for (const hour of counts) {
    const at = Date.parse(hour.hour);
    if (at < from || at > now.getTime()) continue;
    for (const outcome of COUNTED_OUTCOMES) sum[outcome] += hour[outcome];
  }
  // A complaint comes after the delivery of the same email, so only the other two are emails of their own.
  const volume = sum.delivered + sum.bounced;
  const bounceRate = volume > 0 ? sum.bounced / volume : 0;
  const complaintRate = sum.delivered > 0 ? Math.min(1, sum.complained / sum.delivered) : 0;
  if (volume < HEALTH_MINIMUM_VOLUME) return { state: 'ok', volume, bounceRate, complaintRate, reason: null };

  const { bounces, complaints } = HEALTH_LIMITS;
  const reached = (level: 'warn' | 'pause') =>
    [
      bounceRate >= bounces[level] && `${percent(bounceRate)} of ${volume} emails bounced`,
      complaintRate >= complaints[level] && `${percent(complaintRate)} of ${sum.delivered} were reported as spam`,
    ].filter((reason) => reason !== false);
  for (const state of ['pause', 'warn'] as const) {
    const reasons = reached(state);
    if (reasons.length > 0) {
      return {
        state,
        volume,
        bounceRate,
        complaintRate,
        reason: `In ${HEALTH_WINDOW_HOURS} hours ${reasons.join(', and ')}.`,
      };
    }
  }
  return { state: 'ok', volume, bounceRate, complaintRate, reason: null };
}

/** Start of the oldest hour in the window. */
export function healthWindowStart(now: Date): Date {
  const HOUR = 3_600_000;
  return new Date((Math.floor(now.getTime() / HOUR) - (HEALTH_WINDOW_HOURS - 1)) * HOUR);
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(2)} %`;
}
