import * as z from 'zod';
import { matchReason } from './match';

/** A startup that was sent to an investor, or is being sent: one for each pair, of the newest round. */
export const recommendation = z.object({
  investorId: z.string(),
  startupId: z.string(),
  startupName: z.string(),
  digestKey: z.string(),
  sentAt: z.iso.datetime(),
  /** `fundingStage|fundingAmount|listedAt` of what was sent. */
  round: z.string(),
  score: z.number(),
  reasons: z.array(matchReason),
});
