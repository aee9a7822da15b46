import * as z from 'zod';

const instant = z.iso.datetime().nullable().default(null);

/** Whether digests are held back. Operators edit the stored row by hand (docs/operations.md). */
export const digestHold = z.object({
  /** Since when digests are held back; null when they are not. */
  pausedAt: instant,
  reason: z.string().nullable().default(null),
  /** When an operator resumed digests. Emails counted before do not pause them again. */
  resumedAt: instant,
});
export type DigestHold = z.infer<typeof digestHold>;
