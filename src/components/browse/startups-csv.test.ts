import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { StartupSummary } from '../../api/startups';
import { startupsCsv } from './startups-csv';

const STARTUP: StartupSummary = {
  id: 'a/b',
  name: '=HYPERLINK("https://evil.example")',
  industry: 'biotech',
  fundingStage: 'seed',
  country: 'US',
  region: 'CA',
  city: 'San Francisco',
  description: 'Cells, counted',
  website: 'https://acme.example',
  fundingAmount: 0,
  tags: ['cells', 'lab'],
  foundedYear: 2011,
  teamSize: null,
  source: 'crunchbase-2013',
  listedAt: '2026-11-22T08:00:00.000Z',
  updatedAt: '2026-11-22T08:00:00.000Z',
};

const rowsOf = (startups: StartupSummary[]) =>
  parse(
    startupsCsv(startups, (id) => `https://app.example/startups/${id}`),
    { bom: true },
  );

describe('startupsCsv', () => {
  it('has a header and a row for each startup, with labels instead of codes and without formulas', () => {
    const [header, row] = rowsOf([STARTUP]);
    expect(header).toHaveLength(16);
    expect(row).toEqual([
      '\'=HYPERLINK("https://evil.example")',
      'Biotech',
      'Seed',
      'San Francisco',
      'CA',
      'US',
      '0',
      '2026-11-22T08:00:00.000Z',
      '2011',
      '',
      'cells; lab',
      'https://acme.example',
      'Cells, counted',
      'crunchbase-2013',
      'a/b',
      'https://app.example/startups/a/b',
    ]);
  });

  it('leaves unknown values empty', () => {
    const unknown = {
      ...{ industry: null, fundingStage: null, country: null, region: null, city: null },
      ...{ website: null, description: null, source: null },
    };
    const [, row] = rowsOf([{ ...STARTUP, ...unknown, name: 'Acme', fundingAmount: null, tags: [] }]);
    expect(row).toEqual([
      ...['Acme', '', '', '', '', '', '', '2026-11-22T08:00:00.000Z', '2011', '', '', '', '', ''],
      ...['a/b', 'https://app.example/startups/a/b'],
    ]);
  });
});
