import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, isErrorCell, isUnknown } from './cell-text';
import { readCountry } from './country-names';
import { readIndustries, readTags } from './read-industries';
import { readLocation } from './read-location';
import { readPlace, readRegion } from './region-names';
import { readAmount, readInstant, readListed, readStage, readTeamSize, readWebsite, readYear } from './values';

const now = new Date('2026-11-22T10:00:00Z');

describe('readAmount', () => {
  it.each([
    ['1750000.0', 1_750_000],
    ['$2,000,000', 2_000_000],
    ['1.5M', 1_500_000],
    ['1,5 million', 1_500_000],
    ['USD 2bn', 2_000_000_000],
    ['500k', 500_000],
    ['1.250.000', 1_250_000],
    ['1.250.000,50', 1_250_001],
    ['1 250 000', 1_250_000],
    ['2.5e6', 2_500_000],
    [750_000, 750_000],
    ['', null],
    ['undisclosed', null],
    ['0', null],
  ])('reads %j as %j', (text, dollars) => {
    expect(readAmount(text)).toMatchObject({ value: dollars });
  });

  it('refuses a very long cell of digits and separators without backtracking', () => {
    expect(readAmount(`${'1 '.repeat(50_000)}x`)).toMatchObject({ problem: expect.stringContaining('amount') });
  });

  it.each(['€1.5M', '5/18/27', '#####', 'lots', '-5', '1e13', 'GBP 200', '5 constructor', {}])(
    'refuses %j and says why',
    (text) => {
      expect(readAmount(text).problem).toBeTruthy();
    },
  );
});

describe('readStage', () => {
  it.each([
    ['Series A', 'series-a'],
    ['series-a', 'series-a'],
    ['A', 'series-a'],
    ['Round B', 'series-b'],
    ['Series D', 'series-c+'],
    ['series-c+', 'series-c+'],
    ['Seed round', 'seed'],
    ['Pre-Seed', 'pre-seed'],
    ['private_equity', 'private-equity'],
    ['series_unknown', 'venture'],
    ['post_ipo_equity', 'post-ipo'],
    ['Pré-seed', 'pre-seed'],
    ['Pre-series A', 'seed'],
    ['Series A+', 'series-a'],
    ['A轮', 'series-a'],
    ['天使轮', 'angel'],
    ['Serie B', 'series-b'],
    ['—', null],
    ['Acquisition', null],
    ['IPO', null],
    ['', null],
  ])('reads %j as %j', (text, stage) => {
    expect(readStage(text)).toEqual({ value: stage });
  });

  it.each(['moon', 'constructor', 'toString'])('refuses %j', (text) => {
    expect(readStage(text).problem).toContain('funding stage');
  });
});

describe('readInstant', () => {
  it.each([
    ['2013-06-30', '2013-06-30T00:00:00.000Z'],
    ['2013-06', '2013-06-01T00:00:00.000Z'],
    ['2013-06-30T08:00:00+02:00', '2013-06-30T06:00:00.000Z'],
    ['2013-06-30 08:00:00 UTC', '2013-06-30T08:00:00.000Z'],
    ['6/30/2013', '2013-06-30T00:00:00.000Z'],
    ['30.6.2013', '2013-06-30T00:00:00.000Z'],
    [1372550400000, '2013-06-30T00:00:00.000Z'],
  ])('reads %j as %j', (text, instant) => {
    expect(readInstant(text, now)).toEqual({ value: instant });
  });

  it.each(['2013-02-31', '1/2/2013', '0013-01-01', '2030-01-01', 'soon', '2013-13-01', '2013-06-30T25:00:00'])(
    'refuses %j and says why',
    (text) => {
      expect(readInstant(text, now).problem).toBeTruthy();
    },
  );
});

describe('readWebsite', () => {
  it.each([
    ['https://acme.com/a?b=1', 'https://acme.com/a?b=1'],
    ['acme.com', 'https://acme.com'],
    ['acme.com:8080/x', 'https://acme.com:8080/x'],
  ])('reads %j as %j', (text, link) => {
    expect(readWebsite(text)).toEqual({ value: link });
  });

  it.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'ftp://a.com',
    'https://a.com/"><script>',
    'acme',
  ])('refuses %j', (text) => {
    expect(readWebsite(text).problem).toContain('http');
  });
});

describe('places', () => {
  it.each([
    ['USA', 'US'],
    ['us', 'US'],
    ['Germany', 'DE'],
    ['deu', 'DE'],
    ['United Kingdom', 'GB'],
    ['UK', 'GB'],
    ['NA', 'NA'],
    ['South Korea', 'KR'],
  ])('reads the country %j as %j', (text, code) => {
    expect(readCountry(text)).toEqual({ value: code });
  });

  it('refuses an unknown country', () => {
    expect(readCountry('Atlantis').problem).toContain('country');
    expect(readCountry('XX').problem).toContain('country');
    expect(readCountry('constructor').problem).toContain('country');
  });

  it('gives a state its code in a country with region codes', () => {
    expect(readRegion('california', 'US')).toEqual({ value: 'CA' });
    expect(readRegion('ca', 'US')).toEqual({ value: 'CA' });
    expect(readRegion('Bavaria', 'DE')).toEqual({ value: 'Bavaria' });
  });

  it.each([
    ['San Francisco, CA, USA', ['US', 'CA', 'San Francisco']],
    ['Austin, Texas', ['US', 'TX', 'Austin']],
    ['Berlin, Germany', ['DE', null, 'Berlin']],
    ['Germany', ['DE', null, null]],
    ['US/CA', ['US', 'CA', null]],
    ['us/ca/San Francisco', ['US', 'CA', 'San Francisco']],
  ])('splits the location %j into %j', (text, [country, region, city]) => {
    expect(readLocation(text)).toEqual({ value: { country, region, city } });
  });

  it.each(['CA', 'Springfield', 'a, b, c, d'])('refuses the location %j', (text) => {
    expect(readLocation(text).problem).toBeTruthy();
  });

  it('replaces slashes in names, because they separate the levels of a location', () => {
    expect(readPlace('Raleigh / Durham')).toEqual({ value: 'Raleigh-Durham' });
    expect(readPlace('/')).toEqual({ value: null });
  });
});

describe('text', () => {
  it.each(['#NAME?', '=cmd|calc', '@Pay - Two-Click', '"quoted", with comma', "'; DROP TABLE"])(
    'keeps the name %j',
    (name) => {
      expect(cleanLine(`  ${name} `)).toBe(name);
    },
  );

  it('removes control characters, reversing characters and lone surrogates', () => {
    expect(cleanLine('A\u0000c\u0007m\u202ee\r\n Inc\ud800')).toBe('Acme Inc\ufffd');
  });

  it.each([
    ['Games & Video', ['games_video']],
    ['games_video', ['games_video']],
    [' GAMES video', ['games_video']],
    ['fintech,Fintech , FINTECH', ['fintech']],
    ['Fintech, AI; SaaS', ['fintech', 'ai', 'saas']],
    ['Software | Hardware', ['software', 'hardware']],
    ['Applications, Consulting & Services', ['applications_consulting_services']],
    [
      ['Biotech', 'Health'],
      ['biotech', 'health'],
    ],
    ['n/a', null],
    ['—', null],
    ['None', null],
  ])('reads the industries %j as %j', (text, industries) => {
    expect(readIndustries(text)).toEqual({ value: industries });
  });

  it.each([
    '!!!',
    'x'.repeat(61),
    'We build tools for teams. They like them',
    'a platform that helps people to find a good home',
  ])('refuses the industry %j', (text) => expect(readIndustries(text).problem).toBeTruthy());

  it.each(['', '-', '—', '–', '...', '?', 'N/A', 'n/a', 'None', 'NULL', 'Não informado', 'keine Angabe', '未知'])(
    'knows %j as not known',
    (text) => expect(isUnknown(text)).toBe(true),
  );

  it.each(['#REF!', '#N/A', '#VALUE!', '#DIV/0!', '#NAME?', 'Loading...'])('recognises %j as an error cell', (text) => {
    expect(isErrorCell(text)).toBe(true);
  });

  it.each([
    ['operating', true],
    ['Active', true],
    ['aktiv', true],
    ['defunct', false],
    ['Shut down', false],
    ['shut down in 2019', false],
    ['bankrupt', false],
    ['Dissolved', false],
    ['insolvent', false],
    ['in liquidation', false],
    ['fermée', false],
    ['encerrada', false],
    ['cerrado', false],
    ['geschlossen', false],
    ['已关闭', false],
    ['Acquired by Acme', false],
    ['acquired (2021)', false],
    ['Merged', false],
    ['closed', false],
    ['Acquired', false],
    ['ipo', false],
    [true, true],
  ])('reads the status %j as listed = %j', (text, listed) => {
    expect(readListed(text)).toEqual({ value: listed });
  });

  it('never throws for any cell', () => {
    const readers = [
      readAmount,
      readStage,
      readTags,
      readYear,
      readTeamSize,
      readWebsite,
      readIndustries,
      readListed,
      readCountry,
      readPlace,
      readLocation,
      (raw: unknown) => readRegion(raw, 'US'),
      (raw: unknown) => readInstant(raw, now),
    ];
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue(), fc.double()), (raw) => {
        for (const reader of readers) {
          const { value, problem } = reader(raw);
          expect((value === undefined) !== (problem === undefined)).toBe(true);
        }
      }),
    );
  });
});
