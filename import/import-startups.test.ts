import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFiles } from './import-startups';
import { file, now, read, startups } from './trial-files';

const COMPANIES = [
  'permalink,name,category_code,funding_total_usd,status,country_code,state_code,region,city,founded_at,founded_year,last_funding_at',
  '/company/waywire,#waywire,news,9000000,operating,USA,NY,New York,New York,2012-06-01,2012,2012-06-30',
  '/company/n-plusn,N plus n,software,600000,acquired,USA,,New York,New York,,,2012-08-29',
  '/company/quiet,Quiet,software,600000,operating,USA,CA,SF Bay,San Jose,,,',
];
const ROUNDS = [
  'company_permalink,company_name,company_category_code,company_country_code,company_state_code,company_region,company_city,funding_round_type,funded_at,raised_amount_usd',
  '/company/waywire,#waywire,news,USA,NY,New York,New York,series-a,2012-06-30,1750000.0',
  '/company/waywire,#waywire,news,USA,NY,New York,New York,angel,2011-01-01,300000',
  '/company/n-plusn,N plus n,software,USA,,New York,New York,angel,2012-08-29,',
  '/company/lonely,Lonely,mobile,USA,TX,Austin,Austin,seed,2010-05-05,10000',
];

describe('an export of companies and rounds', () => {
  it.each([
    ['companies first', [0, 1]],
    ['rounds first', [1, 0]],
  ])('is joined, with stage, amount and date of the newest round: %s', async (_, order) => {
    const paths = [await file('a.csv', COMPANIES.join('\r')), await file('b.csv', ROUNDS.join('\r'))];
    const reading = await readFiles(
      order.map((i) => paths[i]!),
      { source: 'crunchbase-2013', now },
    );
    const byId = new Map(startups(reading).map((startup) => [startup.id, startup]));
    expect(byId.get('waywire')).toEqual({
      id: 'waywire',
      name: '#waywire',
      industry: 'news',
      fundingStage: 'series-a',
      country: 'US',
      region: 'NY',
      city: 'New York',
      description: null,
      website: null,
      fundingAmount: 1_750_000,
      tags: [],
      foundedYear: 2012,
      teamSize: null,
      source: 'crunchbase-2013',
      listedAt: '2012-06-30T00:00:00.000Z',
      updatedAt: now.toISOString(),
      listed: true,
    });
    expect(byId.get('n-plusn')).toMatchObject({ name: 'N plus n', fundingAmount: null, region: 'NY', listed: false });
    expect(byId.get('quiet')).toMatchObject({ fundingStage: null, fundingAmount: 600_000 });
    expect(byId.get('lonely')).toMatchObject({ name: 'Lonely', fundingStage: 'seed', region: 'TX' });
    expect(reading).toMatchObject({ read: 7, rejected: 0, blank: 0, problems: [], assembled: { joinedRows: 3 } });
  });

  it('does not treat a round without a usable date as the newest', async () => {
    const rounds = ['permalink,name,funding_round_type,funded_at', 'x,X,seed,2010-01-01', 'x,X,series-b,2099-01-01'];
    const reading = await read(rounds.join('\n'));
    expect(startups(reading)).toMatchObject([{ fundingStage: 'seed', listedAt: '2010-01-01T00:00:00.000Z' }]);
    expect(reading.problems).toMatchObject([{ level: 'warning', line: 3, field: 'listedAt', value: '2099-01-01' }]);
  });

  it('gives the same startup for any order of rounds on one day', async () => {
    const rounds = ['x,X,seed,2010-01-01,5', 'x,X,series-a,2010-01-01,9', 'x,X,angel,2010-01-01,'];
    const head = 'permalink,name,funding_round_type,funded_at,raised_amount_usd';
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      const reading = await read([head, ...order.map((i) => rounds[i])].join('\n'));
      expect(startups(reading)).toMatchObject([{ fundingStage: 'series-a', fundingAmount: 9 }]);
    }
  });
});

describe('columns', () => {
  it.each([
    'Company Name,Sector,Funding Stage,Amount (USD),Country,State,Homepage URL,Employees,Last Funding At',
    'startup,CATEGORY,round,funding-amount,COUNTRY_CODE,Province,url,team size,funded_at',
  ])('are recognised by their aliases: %s', async (header) => {
    const reading = await read(`${header}\nAcme,Games & Video,Series A,$1.5M,Germany,Bavaria,acme.com,12,2024-02-03\n`);
    expect(startups(reading)).toMatchObject([
      {
        name: 'Acme',
        industry: 'games_video',
        fundingStage: 'series-a',
        fundingAmount: 1_500_000,
        country: 'DE',
        region: 'Bavaria',
        website: 'https://acme.com',
        teamSize: 12,
        listedAt: '2024-02-03T00:00:00.000Z',
      },
    ]);
    expect(reading.problems).toEqual([]);
  });

  it('without a name for the startup are refused, and the message lists them', async () => {
    await expect(read('foo,bar\n1,2\n')).rejects.toThrow(/no column for the startup's name.*foo, bar/);
  });

  it('for parts of a place have priority over one for the whole place, and unused ones are reported', async () => {
    const reading = await read('name,location,city,mood\nAcme,"Austin, TX",,fine\nBrix,"Austin, TX",Dallas,\n');
    expect(startups(reading).map(({ country, region, city }) => [country, region, city])).toEqual([
      ['US', 'TX', 'Austin'],
      ['US', 'TX', 'Dallas'],
    ]);
    expect(reading.unusedColumns).toEqual(['mood']);
  });

  it('with a currency other than US dollars make the amount unknown', async () => {
    const reading = await read('name,amount,currency\nAcme,100,EUR\nBrix,100,usd\n');
    expect(startups(reading).map(({ fundingAmount }) => fundingAmount)).toEqual([null, 100]);
    expect(reading.problems).toMatchObject([
      { line: 2, field: 'fundingAmount', reason: expect.stringContaining('EUR') },
    ]);
  });
});

describe('rows', () => {
  it('that are unusable are reported with line, field and reason, and the import continues', async () => {
    const long = 'x'.repeat(201);
    const text = `name,website,amount\r\nAcme,javascript:alert(1),lots\r\n,https://b.com,5\r\n"${long}",,\r\nCorp,,7\r\n,,\r\n`;
    const reading = await read(text);
    expect(startups(reading).map(({ name, website }) => [name, website])).toEqual([
      ['Acme', null],
      ['Corp', null],
    ]);
    expect(reading).toMatchObject({ read: 5, rejected: 2, blank: 1 });
    expect(reading.problems).toMatchObject([
      { level: 'warning', line: 2, field: 'fundingAmount', value: 'lots' },
      { level: 'warning', line: 2, field: 'website', value: 'javascript:alert(1)' },
      { level: 'rejected', line: 3, field: 'name', reason: 'has no name' },
      { level: 'rejected', line: 4, field: 'name', reason: 'must be at most 200 characters' },
    ]);
  });

  it('with one id: the last is used and the others are reported', async () => {
    const reading = await read('id,name\nacme,Old\nbrix,Brix\nacme,New\n');
    expect(startups(reading).map(({ name }) => name)).toEqual(['New', 'Brix']);
    expect(reading.problems).toMatchObject([{ level: 'rejected', line: 2, field: 'id', value: 'acme' }]);
    expect(reading.problems[0]!.reason).toContain('line 4');
  });

  it('with bytes that are not UTF-8 are kept with a warning', async () => {
    const bytes = Buffer.concat([Buffer.from('name\rMiaSol'), Buffer.from([0x8e]), Buffer.from('\r')]);
    const reading = await read(bytes);
    expect(startups(reading)).toMatchObject([{ name: 'MiaSolé' }]);
    expect(reading.problems).toMatchObject([{ level: 'warning', line: 2 }]);
  });

  it.each(['startups.csv.gz', 'startups.txt'])('are read from gzip, detected by content: %s', async (name) => {
    const reading = await read(gzipSync('[{"name":"Acme","tags":["a","b"]}]'), name);
    expect(startups(reading)).toMatchObject([{ name: 'Acme', tags: ['a', 'b'] }]);
  });

  it('of a damaged gzip file are refused as a whole', async () => {
    await expect(read(gzipSync('name\nAcme\n').subarray(0, 20))).rejects.toThrow(/damaged/);
  });

  it('are all accounted for, in any file', async () => {
    const piece = fc.constantFrom(
      'Acme',
      '"',
      ',',
      '\n',
      '\r',
      '{',
      '}',
      '[',
      ']',
      ':',
      '1',
      '"name"',
      'é',
      '\u0000',
      ' ',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('name,city\n', '{"name":"A"}\n', '[{"name":"A"},\n'),
        fc.array(piece),
        async (head, rest) => {
          const { read: rows, blank, rejected, assembled } = await read(head + rest.join(''));
          expect(assembled.candidates.length + assembled.joinedRows + blank + rejected).toBe(rows);
        },
      ),
    );
  });

  it('of any bytes stop the import only with UnreadableFileError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (bytes) => {
        await read(Buffer.from(bytes)).catch((error: Error) => expect(error.name).toBe('UnreadableFileError'));
      }),
    );
  });
});
