import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Bookmark } from '../../../amplify/domain/bookmark';
import { portfolioCsv } from './portfolio-csv';

describe('portfolioCsv', () => {
  it('has a header and a row for each startup, with labels instead of codes', () => {
    const bookmark: Bookmark = {
      userId: 'me',
      startupId: 'a/b',
      startupName: '=HYPERLINK("https://evil.example")',
      status: 'passed',
      passReason: 'knownAlready',
      note: null,
      createdAt: '2026-11-22T08:00:00.000Z',
      updatedAt: '2026-11-23T08:00:00.000Z',
    };
    const [header, row] = parse(
      portfolioCsv([bookmark], (id) => `https://app.example/startups/${id}`),
      { bom: true },
    );
    expect(header).toHaveLength(8);
    expect(row).toEqual([
      '\'=HYPERLINK("https://evil.example")',
      'Passed',
      'Already known',
      '',
      '2026-11-22T08:00:00.000Z',
      '2026-11-23T08:00:00.000Z',
      'a/b',
      'https://app.example/startups/a/b',
    ]);
  });
});
