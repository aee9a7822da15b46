import type { Bookmark, BookmarkStatus } from '../../../amplify/domain/bookmark';
import { foldText } from '../../../amplify/domain/catalog/text-fold';

export type PortfolioSort = 'newest' | 'changed' | 'name' | 'status';

/** The order of the sort by status: the most advanced status first. */
const PROGRESS: Record<BookmarkStatus, number> = {
  invested: 0,
  dueDiligence: 1,
  meeting: 2,
  contacted: 3,
  saved: 4,
  passed: 5,
};

/** The bookmarks with the wanted status (any if empty) whose name or note contains the text, sorted. */
export function portfolioList(
  bookmarks: readonly Bookmark[],
  wanted: { status: BookmarkStatus | ''; text: string; sort: PortfolioSort },
): Bookmark[] {
  const text = foldText(wanted.text.trim());
  return bookmarks
    .filter(({ status }) => !wanted.status || status === wanted.status)
    .filter(({ startupName, note }) => !text || foldText(`${startupName}\n${note ?? ''}`).includes(text))
    .sort((a, b) => compare(wanted.sort, a, b) || a.startupName.localeCompare(b.startupName));
}

function compare(sort: PortfolioSort, a: Bookmark, b: Bookmark): number {
  switch (sort) {
    case 'newest':
      return Date.parse(b.createdAt) - Date.parse(a.createdAt);
    case 'changed':
      return Date.parse(b.updatedAt) - Date.parse(a.updatedAt);
    case 'status':
      return PROGRESS[a.status] - PROGRESS[b.status];
    case 'name':
      return 0;
  }
}
