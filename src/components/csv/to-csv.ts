import { inertCell } from '../../../amplify/domain/export-text';

/**
 * A table as CSV (RFC 4180), with a byte order mark so that Excel reads it as UTF-8. A cell that a spreadsheet would run
 * as a formula gets an apostrophe in front (OWASP, CSV injection), because names come from external sources.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const inert = inertCell(text);
  return /[",\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
