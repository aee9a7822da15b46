import * as z from 'zod';

const emailCount = z.int().min(0).default(0);

/** Outcomes of emails in one hour. `bounced` counts the bounces that SES counts or should count. */
export const hourlyCounts = z.object({
  /** Start of the hour, UTC instant. */
  hour: z.iso.datetime(),
  delivered: emailCount,
  bounced: emailCount,
  complained: emailCount,
});
export type HourlyCounts = z.infer<typeof hourlyCounts>;

export type OutcomeCounts = Omit<HourlyCounts, 'hour'>;

export const COUNTED_OUTCOMES = ['delivered', 'bounced', 'complained'] as const;
export type CountedOutcome = (typeof COUNTED_OUTCOMES)[number];

/** Sliding window of the rates in hours, with the current hour. */
export const HEALTH_WINDOW_HOURS = 24;

/** Below this number of emails in the window a few bounces mean nothing: two in thirty are 6.7 %. */
export const HEALTH_MINIMUM_VOLUME = 500;

/**
 * Shares of the emails with a known outcome. SES reviews an account at 5 % bounces and 0.1 % complaints:
 * https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-messages.html
 */
export const HEALTH_LIMITS = {
  bounces: { warn: 0.04, pause: 0.05 },
  complaints: { warn: 0.0008, pause: 0.001 },
} as const;

export interface DeliveryHealth {
  state: 'ok' | 'warn' | 'pause';
  counts: OutcomeCounts;
  /** Emails in the window whose outcome is known. */
  volume: number;
  /** 0 to 1; zero without emails. */
  bounceRate: number;
  complaintRate: number;
}

/**
 * The health of delivery over the window that ends at `now`. Below the minimum volume it is `ok` whatever the rates.
 * Hours that began before `since` are left out, so that a problem that an operator has solved does not pause digests
 * again.
 */
export function deliveryHealth(hours: Iterable<HourlyCounts>, now: Date, since: string | null = null): DeliveryHealth {
  const from = Math.max(healthWindowStart(now).getTime(), since ? Date.parse(since) : 0);
  const counts = { delivered: 0, bounced: 0, complained: 0 };
  for (const hour of hours) {
    const at = Date.parse(hour.hour);
    if (at < from || at > now.getTime()) continue;
    for (const outcome of COUNTED_OUTCOMES) counts[outcome] += hour[outcome];
  }
  const rates = deliveryRates(counts);
  const state = (['pause', 'warn'] as const).find((level) => limitsReached(rates, level).length > 0) ?? 'ok';
  return { state: rates.volume < HEALTH_MINIMUM_VOLUME ? 'ok' : state, counts, ...rates };
}

export function deliveryRates({ delivered, bounced, complained }: OutcomeCounts) {
  // A complaint follows the delivery of the same email, so only the other two count emails.
  const volume = delivered + bounced;
  return {
    volume,
    bounceRate: volume > 0 ? bounced / volume : 0,
    complaintRate: delivered > 0 ? Math.min(1, complained / delivered) : 0,
  };
}

/** The limits of the level that the rates reach. */
export function limitsReached(
  { bounceRate, complaintRate }: { bounceRate: number; complaintRate: number },
  level: 'warn' | 'pause',
): (keyof typeof HEALTH_LIMITS)[] {
  const rates = { bounces: bounceRate, complaints: complaintRate };
  return (['bounces', 'complaints'] as const).filter((limit) => rates[limit] >= HEALTH_LIMITS[limit][level]);
}

/** Start of the oldest hour in the window. */
export function healthWindowStart(now: Date): Date {
  const HOUR = 3_600_000;
  return new Date((Math.floor(now.getTime() / HOUR) - (HEALTH_WINDOW_HOURS - 1)) * HOUR);
}
