import type { Bookmark, BookmarkInput } from '../../../domain/bookmark';
import { InvalidInputError } from '../../../domain/errors';
import type { Clock, Portfolio, StartupSource } from '../../../domain/ports';

/** Puts a startup into the caller's portfolio, or changes its status or note there. */
export async function saveBookmark(
  deps: { portfolio: Portfolio; startups: Pick<StartupSource, 'get'>; clock: Clock },
  userId: string,
  input: BookmarkInput,
): Promise<Bookmark> {
  const startup = await deps.startups.get(input.startupId);
  if (!startup) throw new InvalidInputError([{ field: 'startupId', problem: 'is not a startup we know' }]);
  const now = deps.clock.now().toISOString();
  return deps.portfolio.save({ ...input, userId, startupName: startup.name, createdAt: now, updatedAt: now });
}
