import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from './to-csv';

/** The special characters of CSV and of spreadsheets, and some that take several bytes in UTF-8. */
const hostile = fc.constantFrom('a', '1', '"', ',', '\n', '\r', '\t', ' ', '=', '+', '-', '@', "'", 'é', '😀');

describe('toCsv', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ["'=1", "''=1"],
    ["'plain", "'plain"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['plain', 'plain'],
    ['a=b', 'a=b'],
    ['say "hi"', '"say ""hi"""'],
    ['one, two', '"one, two"'],
    ['two\nlines', '"two\nlines"'],
  ])('writes %j so that no spreadsheet runs it', (text, written) => {
    expect(toCsv([[text]])).toBe(`\uFEFF${written}\r\n`);
  });

  it('is read back unchanged by a CSV reader, whatever it contains', () => {
    const rows = fc.array(fc.array(fc.string({ minLength: 1, unit: hostile }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(rows, (table) => {
        const inert = table.map((row) => row.map((text) => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
        expect(parse(toCsv(table), { bom: true, recordDelimiter: '\r\n' })).toEqual(inert);
      }),
      { numRuns: 50 },
    );
  });
});
