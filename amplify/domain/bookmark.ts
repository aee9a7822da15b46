import * as z from 'zod';
import { textBlock } from './text';

/** The status of a startup in a portfolio. `passed` is a dismissal, from which the ranker learns. */
export const BOOKMARK_STATUSES = ['saved', 'contacted', 'meeting', 'dueDiligence', 'invested', 'passed'] as const;
export const bookmarkStatus = z.enum(BOOKMARK_STATUSES);
export type BookmarkStatus = z.infer<typeof bookmarkStatus>;

export const PASS_REASONS = ['industry', 'stage', 'location', 'amount', 'team', 'knownAlready', 'other'] as const;
export const passReason = z.enum(PASS_REASONS);
export type PassReason = z.infer<typeof passReason>;

export const NOTE_MAX = 2000;
export const STARTUP_NAME_MAX = 200;

/** A field that is left out keeps its value; null clears it. A new bookmark without a status is `saved`. */
export const bookmarkInput = z.object({
  startupId: z.string().min(1, 'is required').max(200),
  status: bookmarkStatus.optional(),
  note: textBlock().max(NOTE_MAX, `must be at most ${NOTE_MAX} characters`).nullable().optional(),
  passReason: passReason.nullable().optional(),
});
export type BookmarkInput = z.infer<typeof bookmarkInput>;

/** A startup in an investor's portfolio. A field that a client left out has its default. */
export const bookmark = z.object({
  userId: z.string(),
  startupId: z.string(),
  startupName: z.string(),
  status: bookmarkStatus.default('saved'),
  note: z.string().nullable().default(null),
  passReason: passReason.nullable().default(null),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Bookmark = z.infer<typeof bookmark>;
