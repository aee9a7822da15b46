import * as z from 'zod';
import { EMAIL_STATUS_REASONS } from './email-status-reason';
import { preferences, type SchedulePreferences } from './preferences';

/** `active` receives email. The others say why not, and since when. */
export const EMAIL_STATUSES = ['active', 'bounced', 'complained', 'unsubscribed'] as const;
export const emailStatus = z.enum(EMAIL_STATUSES);
export type EmailStatus = z.infer<typeof emailStatus>;

export const investorProfile = z.object({
  /** Cognito sub. */
  investorId: z.string(),
  /** Verified by Cognito; never taken from the client. */
  email: z.string(),
  ...preferences.shape,
  emailStatus,
  /** Since when the email status holds, and why. */
  emailStatusAt: z.iso.datetime().nullable().default(null),
  emailStatusReason: z.enum(EMAIL_STATUS_REASONS).nullable().default(null),
  emailStatusDetail: z.string().nullable().default(null),
  /** UTC instant of the next daily digest; null when none is wanted, which keeps the row out of the due index. */
  nextDigestAt: z.iso.datetime().nullable().default(null),
  /** Counts what changed the preferences: each save, and an unsubscribing, which turns the daily email off. From 0. */
  preferencesVersion: z.int32().min(0).default(0),
  /** False until the investor has saved preferences once. */
  onboarded: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type InvestorProfile = z.infer<typeof investorProfile>;

/** What the batch needs of an investor who is due. */
export type DueInvestor = SchedulePreferences & { investorId: string; nextDigestAt: string; updatedAt: string };
