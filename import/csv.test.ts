import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv';

function rows(text: string) {
  return [...readCsv(text)].filter((row) => row.kind !== 'header');
}

describe('readCsv', () => {
  it('reads quoted commas, quotes and line ends, with the first line of each row', () => {
    expect(rows('name,city\n"Acme, Inc","New\nYork"\n"The ""Best""",Berlin\n')).toEqual([
      { kind: 'record', line: 2, values: { name: 'Acme, Inc', city: 'New\nYork' } },
      { kind: 'record', line: 4, values: { name: 'The "Best"', city: 'Berlin' } },
    ]);
  });

  it.each([[';'], ['\t'], ['|']])('detects the delimiter %j', (delimiter) => {
    expect(rows(`name${delimiter}city\nAcme${delimiter}Berlin`)).toMatchObject([
      { values: { name: 'Acme', city: 'Berlin' } },
    ]);
  });

  it('skips the separator line of a spreadsheet and blank lines before the header', () => {
    expect(rows('sep=;\n\nname;city\nAcme;Berlin\n')).toMatchObject([{ line: 4, values: { name: 'Acme' } }]);
  });

  it('reports empty rows as blank', () => {
    expect(rows('name,city\nAcme,Berlin\n,\n\n ,""\n').map(({ kind }) => kind)).toEqual([
      'record',
      'blank',
      'blank',
      'blank',
    ]);
  });

  it('keeps a row with a stray quote and the rows after it', () => {
    expect(rows('name,city\n"Acme,Berlin\nBrix,Paris\nCorp,"Rome"\n')).toMatchObject([
      { line: 2, values: { name: '"Acme', city: 'Berlin' } },
      { line: 3, values: { name: 'Brix' } },
      { line: 4, values: { name: 'Corp', city: 'Rome' } },
    ]);
  });

  it('loses only the row in which a stray quote makes the number of cells wrong', () => {
    expect(rows('name,city\n"Acme, Inc,Berlin\nBrix,Paris\n').map(({ kind, line }) => [kind, line])).toEqual([
      ['unreadable', 2],
      ['record', 3],
    ]);
  });

  it('refuses a row with more values than columns, and accepts one with fewer with a warning', () => {
    expect(rows('name,city\nAcme,Inc,Berlin\nBrix\nCorp,Rome,,\n')).toMatchObject([
      { kind: 'unreadable', line: 2, reason: expect.stringContaining('3 cells for 2 columns') },
      { kind: 'record', line: 3, values: { name: 'Brix' }, warning: 'has 1 cells for 2 columns' },
      { kind: 'record', line: 4, values: { name: 'Corp', city: 'Rome' } },
    ]);
  });

  it('reads well-formed CSV as csv-parse does', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '=', '#') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (cells) => {
        const quoted = cells.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','));
        const text = `one,two\n${quoted.join('\n')}\n`;
        const expected = (parse(text, { columns: true }) as Record<string, string>[]).filter(({ one, two }) =>
          `${one}${two}`.trim(),
        );
        const read = rows(text).flatMap((row) => (row.kind === 'record' ? [{ ...row.values }] : []));
        expect(read).toEqual(expected);
      }),
    );
  });

  it('accounts for every line of any text, in order', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ') });
    fc.assert(
      fc.property(text, (body) => {
        const lines = rows(`name,city\n${body}`).map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
        expect(lines.length === 0).toBe(body === '');
      }),
    );
  });
});
