import * as z from 'zod';
import { EMAIL_STATUS_REASONS } from './email-status-reason';
import { preferences, type SchedulePreferences } from './preferences';

/** `active` receives email; the others do not. */
export const EMAIL_STATUSES = ['active', 'bounced', 'complained', 'unsubscribed'] as const;
export const emailStatus = z.enum(EMAIL_STATUSES);
export type EmailStatus = z.infer<typeof emailStatus>;

export const investorProfile = z.object({
  /** Cognito sub. */
  investorId: z.string(),
  /** Verified by Cognito; never read from the client. */
  email: z.string(),
  ...preferences.shape,
  emailStatus,
  /** Since when the email status holds, and why. */
  emailStatusAt: z.iso.datetime().nullable().default(null),
  emailStatusReason: z.enum(EMAIL_STATUS_REASONS).nullable().default(null),
  emailStatusDetail: z.string().nullable().default(null),
  /** UTC instant of the next daily digest. Null when none is wanted; then the row is not in the due index. */
  nextDigestAt: z.iso.datetime().nullable().default(null),
  /** Counts changes of the preferences from 0: each save, and an unsubscription, which turns the daily email off. */
  preferencesVersion: z.int32().min(0).default(0),
  /** False until the investor has saved preferences once. */
  onboarded: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type InvestorProfile = z.infer<typeof investorProfile>;

/** The fields of a due investor that the batch reads. */
export type DueInvestor = SchedulePreferences & { investorId: string; nextDigestAt: string; updatedAt: string };
