import type { Bookmark, BookmarkInput } from '../../../domain/bookmark';
import { InvalidInputError } from '../../../domain/errors';
import type { Clock, Portfolio, StartupSource } from '../../../domain/ports';

/**
 * Adds a startup to the caller's portfolio, or changes the fields that the input names. A status other than `passed`
 * removes the reason for passing.
 */
export async function saveBookmark(
  deps: { portfolio: Portfolio; startups: Pick<StartupSource, 'get'>; clock: Clock },
  userId: string,
  input: BookmarkInput,
): Promise<Bookmark> {
  const startup = await deps.startups.get(input.startupId);
  if (!startup) throw new InvalidInputError([{ field: 'startupId', problem: 'is not a startup we know' }]);
  const now = deps.clock.now().toISOString();
  const isPassed = input.status === undefined || input.status === 'passed';
  const change = isPassed ? input : { ...input, passReason: null };
  return deps.portfolio.save({ ...change, userId, startupName: startup.name, createdAt: now, updatedAt: now });
}
