import * as z from 'zod';
import { digestMatch, nearMiss } from './match';
import { DIGEST_REASONS } from './reason';
import { DIGEST_STATUSES } from './status';

export const digestKind = z.enum(['daily', 'instant']);

export const digestStatus = z.enum(DIGEST_STATUSES);

export const digest = z.object({
  investorId: z.string(),
  /** `daily#2026-11-22` with the investor's local date, or `instant#2026-11-22T08:00:00.000Z` with the time of the request. */
  key: z.string(),
  kind: digestKind,
  status: digestStatus,
  /** UTC instant at which the digest is due or was requested. */
  dueAt: z.iso.datetime(),
  /** The investor's local date at dueAt. */
  localDate: z.iso.date(),
  matches: z.array(digestMatch).default([]),
  nearMisses: z.array(nearMiss).default([]),
  /** Startups that satisfied every must-have, before the cut to ten. */
  matchTotal: z.int32(),
  sentAt: z.iso.datetime().nullable().default(null),
  sesMessageId: z.string().nullable().default(null),
  /** Why no email was sent, or not yet. The codes define `reasonDetail`. */
  reason: z.enum(DIGEST_REASONS).nullable().default(null),
  reasonDetail: z.string().nullable().default(null),
});
export type Digest = z.infer<typeof digest>;

export function dailyDigestKey(localDate: string): string {
  return `daily#${localDate}`;
}

/** The input of the matching workflow, from the batch and from the button. */
export const matchingWorkflowInput = z.object({
  investorId: z.string().min(1),
  digestKey: z.string().min(1),
  kind: digestKind,
  dueAt: z.iso.datetime(),
  /** True when the due minute had passed before the start; the email says so. */
  delayed: z.boolean().default(false),
});
export type MatchingWorkflowInput = z.infer<typeof matchingWorkflowInput>;
