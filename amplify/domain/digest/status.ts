/**
 * The life of a digest. `planned` to `failed` are written by the workflow, the last three by SES events.
 * `unknown` may have reached the investor and is never resent. A claim is released only where certainly nothing left.
 */
export const DIGEST_STATUSES = [
  'planned',
  'matching',
  'matched',
  'claimed',
  'sending',
  'sent',
  'noMatches',
  'skipped',
  'rejected',
  'unknown',
  'missed',
  'failed',
  'delivered',
  'bounced',
  'complained',
] as const;
export type DigestStatus = (typeof DIGEST_STATUSES)[number];

/** Statuses after which nothing more happens without an event from outside. */
export const SETTLED_STATUSES: readonly DigestStatus[] = [
  'sent',
  'noMatches',
  'skipped',
  'rejected',
  'unknown',
  'missed',
  'failed',
  'delivered',
  'bounced',
  'complained',
];
