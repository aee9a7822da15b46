import * as z from 'zod';
import { readReason } from '../reason';
import { hourlyCounts } from './delivery-health';

const instant = z.iso.datetime().nullable().default(null);

/** Why digests are held back. The log of start-due-digests has it in words (hold-text.ts). */
export const HOLD_REASONS = [
  /** Bounces or complaints reached their limit, by the `counts` of the hold. */
  'limitReached',
  /** An operator wrote the hold and gave no reason. */
  'byOperator',
  /** detail: what an operator wrote as the reason, or the sentence of a row from before reasons were codes. */
  'other',
] as const;

/** Whether digests are held back. Operators edit the stored row by hand (docs/operations.md). */
export const digestHold = z.object({
  /** Since when digests are held back; null when they are not. */
  pausedAt: instant,
  reason: z.enum(HOLD_REASONS).nullable().default(null),
  reasonDetail: z.string().nullable().default(null),
  /** Emails of the window when the limit was reached. */
  counts: hourlyCounts.omit({ hour: true }).nullable().default(null),
  /** When an operator resumed digests. Emails counted before do not pause them again. */
  resumedAt: instant,
});
export type DigestHold = z.infer<typeof digestHold>;

/** The reason of a stored hold. */
export function readHoldReason(row: Record<string, unknown>) {
  const { code, detail } = readReason(HOLD_REASONS, row['reason'], row['reasonDetail']);
  return { reason: code ?? (row['pausedAt'] ? ('byOperator' as const) : null), reasonDetail: detail };
}
