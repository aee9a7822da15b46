/**
 * Statuses of a digest. Events of SES write the last three. An `unknown` digest may have reached the investor and is never
 * sent again. transitions.ts has the changes between them.
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

/** Statuses in which nothing is left to do. Only an event of SES or a new plan changes them. */
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
