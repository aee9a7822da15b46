import * as z from 'zod';
import { fnv1a } from '../startup';
import type { DigestMatch, NearMiss } from './match';
import type { DigestReason } from './reason';
import type { DigestStatus } from './status';

export const digestKind = z.enum(['daily', 'instant']);
export type DigestKind = z.infer<typeof digestKind>;

export interface Digest {
  investorId: string;
  /** `daily#2026-11-22` (the investor's local date) or `instant#` and the time asked for, like `instant#2026-11-22T08:00:00.000Z`. */
  key: string;
  kind: DigestKind;
  status: DigestStatus;
  /** UTC instant the digest was due, or asked for. */
  dueAt: string;
  /** The investor's local date at dueAt. */
  localDate: string;
  matches: DigestMatch[];
  nearMisses: NearMiss[];
  /** Startups that satisfied every must-have, before the cut to the sent ten. */
  matchTotal: number;
  sentAt: string | null;
  sesMessageId: string | null;
  /** Why no email was sent, or none yet; what `reasonDetail` holds is said at each code. */
  reason: DigestReason | null;
  reasonDetail: string | null;
}

export function dailyDigestKey(localDate: string): string {
  return `daily#${localDate}`;
}

/** Partitions of the index of open digests: every digest enters and leaves it once. */
export const OPEN_SHARDS = 16;

export function openShard(investorId: string): string {
  return String(fnv1a(investorId) % OPEN_SHARDS);
}

/** What starts the matching workflow; the batch and the button send the same. */
export const matchingWorkflowInput = z.object({
  investorId: z.string().min(1),
  digestKey: z.string().min(1),
  kind: digestKind,
  dueAt: z.iso.datetime(),
  /** True when its minute had passed before it could start; the email says so. */
  delayed: z.boolean().default(false),
});
export type MatchingWorkflowInput = z.infer<typeof matchingWorkflowInput>;
