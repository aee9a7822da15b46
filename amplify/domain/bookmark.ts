import * as z from 'zod';

/** Where an investor stands with a startup. `passed` is a dismissal: it teaches the ranker. */
export const BOOKMARK_STATUSES = ['saved', 'contacted', 'meeting', 'dueDiligence', 'invested', 'passed'] as const;
export const bookmarkStatus = z.enum(BOOKMARK_STATUSES);
export type BookmarkStatus = z.infer<typeof bookmarkStatus>;

export const PASS_REASONS = ['industry', 'stage', 'location', 'amount', 'team', 'knownAlready', 'other'] as const;
export const passReason = z.enum(PASS_REASONS);
export type PassReason = z.infer<typeof passReason>;

export const NOTE_MAX = 2000;

export const bookmarkInput = z.object({
  startupId: z.string().min(1, 'is required').max(200),
  status: bookmarkStatus.default('saved'),
  note: z.string().max(NOTE_MAX, `must be at most ${NOTE_MAX} characters`).nullable().default(null),
  passReason: passReason.nullable().default(null),
});
export type BookmarkInput = z.infer<typeof bookmarkInput>;

export interface Bookmark extends BookmarkInput {
  userId: string;
  startupName: string;
  createdAt: string;
  updatedAt: string;
}
