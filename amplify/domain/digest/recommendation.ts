import * as z from 'zod';
import { matchReason } from './match';

/** A startup that was sent to an investor, or is being sent. One row for each pair, with the newest round. */
export const recommendation = z.object({
  investorId: z.string(),
  startupId: z.string(),
  startupName: z.string(),
  digestKey: z.string(),
  sentAt: z.iso.datetime(),
  /** `fundingStage|fundingAmount|listedAt` of the startup when it was sent. */
  round: z.string(),
  score: z.number(),
  reasons: z.array(matchReason),
});
