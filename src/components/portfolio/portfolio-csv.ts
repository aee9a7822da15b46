import type { Bookmark } from '../../api/portfolio';
import { BOOKMARK_STATUS_LABELS, PASS_REASON_LABELS } from '../../text/bookmark';
import { portfolioText } from '../../text/portfolio';

/**
 * A table as CSV (RFC 4180), with a byte order mark so that Excel reads it as UTF-8. Cells that a spreadsheet would
 * run as a formula get an apostrophe in front (OWASP, CSV injection): names come from elsewhere.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** The bookmarks as a table with a heading. `linkOf` gives the address of a startup's page. */
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
      linkOf(bookmark.startupId),
    ]),
  ]);
}
