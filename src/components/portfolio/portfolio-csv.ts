import type { Bookmark } from '../../../amplify/domain/bookmark';
import { BOOKMARK_STATUS_LABELS, PASS_REASON_LABELS } from '../../text/bookmark';
import { portfolioText } from '../../text/portfolio';
import { toCsv } from '../csv/to-csv';

/** The bookmarks as CSV with a header row. `linkOf` returns the URL of a startup's page. */
export function portfolioCsv(bookmarks: readonly Bookmark[], linkOf: (startupId: string) => string): string {
  return toCsv([
    portfolioText.csvColumns,
    ...bookmarks.map((bookmark) => [
      bookmark.startupName,
      BOOKMARK_STATUS_LABELS[bookmark.status],
      bookmark.passReason ? PASS_REASON_LABELS[bookmark.passReason] : '',
      bookmark.note ?? '',
      bookmark.createdAt,
      bookmark.updatedAt,
      bookmark.startupId,
      linkOf(bookmark.startupId),
    ]),
  ]);
}
