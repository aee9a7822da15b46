import type { Preferences, SchedulePreferences } from './preferences';
import { fnv1a } from './startup';

/** `active` receives email. The others say why not, and since when. */
export const EMAIL_STATUSES = ['active', 'bounced', 'complained', 'unsubscribed'] as const;
export type EmailStatus = (typeof EMAIL_STATUSES)[number];

export interface InvestorProfile extends Preferences {
  /** Cognito sub. */
  investorId: string;
  /** Verified by Cognito; never taken from the client. */
  email: string;
  emailStatus: EmailStatus;
  /** Since when the email status holds, and why, in words for the investor. */
  emailStatusAt: string | null;
  emailStatusReason: string | null;
  /** UTC instant of the next daily digest; null when none is wanted, which keeps the row out of the due index. */
  nextDigestAt: string | null;
  dueShard: string | null;
  /** Counts what changed the preferences: each save, and an unsubscribing, which turns the daily email off. From 0. */
  preferencesVersion: number;
  /** False until the investor has saved preferences once. */
  onboarded: boolean;
  createdAt: string;
  updatedAt: string;
}

/** What the batch needs of an investor who is due. */
export type DueInvestor = SchedulePreferences & { investorId: string; nextDigestAt: string; updatedAt: string };

/** Partitions of the due index. 16 x 1,000 writes a second covers 1,000,000 advances in the busiest hour. */
export const DUE_SHARDS = 16;

export function dueShard(investorId: string): string {
  return String(fnv1a(investorId) % DUE_SHARDS);
}
