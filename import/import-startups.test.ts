import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFiles } from './import-startups';

const now = new Date('2026-11-22T10:00:00Z');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function read(content: string | Buffer, name = 'startups.csv', source: string | null = null) {
  return readFiles([await file(name, content)], { source, now });
}

function startups({ assembled }: Awaited<ReturnType<typeof read>>) {
  return assembled.candidates.map(({ startup }) => startup);
}

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
  ])('is joined, the newest round telling stage, amount and date: %s', async (_, order) => {
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

  it('does not take a round without a usable date for the newest', async () => {
    const rounds = ['permalink,name,funding_round_type,funded_at', 'x,X,seed,2010-01-01', 'x,X,series-b,2099-01-01'];
    const reading = await read(rounds.join('\n'));
    expect(startups(reading)).toMatchObject([{ fundingStage: 'seed', listedAt: '2010-01-01T00:00:00.000Z' }]);
    expect(reading.problems).toMatchObject([{ level: 'warning', line: 3, field: 'listedAt', value: '2099-01-01' }]);
  });

  it('gives the same startup whatever the order of rounds on one day', async () => {
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
  ])('are known by their aliases: %s', async (header) => {
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

  it('must name the startup, and a file that does not is refused with its columns', async () => {
    await expect(read('foo,bar\n1,2\n')).rejects.toThrow(/no column for the startup's name.*foo, bar/);
  });

  it('of one place each count before one for the whole place, and those that mean nothing are named', async () => {
    const reading = await read('name,location,city,mood\nAcme,"Austin, TX",,fine\nBrix,"Austin, TX",Dallas,\n');
    expect(startups(reading).map(({ country, region, city }) => [country, region, city])).toEqual([
      ['US', 'TX', 'Austin'],
      ['US', 'TX', 'Dallas'],
    ]);
    expect(reading.unusedColumns).toEqual(['mood']);
  });

  it('refuses an amount whose currency column is not US dollars', async () => {
    const reading = await read('name,amount,currency\nAcme,100,EUR\nBrix,100,usd\n');
    expect(startups(reading).map(({ fundingAmount }) => fundingAmount)).toEqual([null, 100]);
    expect(reading.problems).toMatchObject([
      { line: 2, field: 'fundingAmount', reason: expect.stringContaining('EUR') },
    ]);
  });
});

describe('rows', () => {
  it('that can not be used are reported with line, field and reason, and the rest goes on', async () => {
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

  it('about one startup: the last counts and the others are named', async () => {
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

  it.each(['startups.csv.gz', 'startups.txt'])('are read from gzip by content, whatever the name: %s', async (name) => {
    const reading = await read(gzipSync('[{"name":"Acme","tags":["a","b"]}]'), name);
    expect(startups(reading)).toMatchObject([{ name: 'Acme', tags: ['a', 'b'] }]);
  });

  it('of a damaged gzip file are refused as a whole', async () => {
    await expect(read(gzipSync('name\nAcme\n').subarray(0, 20))).rejects.toThrow(/damaged/);
  });

  it('are all accounted for, whatever the file holds', async () => {
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

  it('never stop the import with anything but a said reason, on any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (bytes) => {
        await read(Buffer.from(bytes)).catch((error: Error) => expect(error.name).toBe('UnreadableFileError'));
      }),
    );
  });
});

describe('ids', () => {
  it.each([
    ['/company/waywire', 'waywire'],
    ['/organization/a.b_c', 'a.b_c'],
    ['01JDABC', '01JDABC'],
  ])('come from the key of the source: %s', async (key, id) => {
    expect(startups(await read(`permalink,name\n${key},Acme\n`))).toMatchObject([{ id }]);
  });

  it('stay apart for keys that look alike once safe for a URL', async () => {
    const ids = startups(await read('slug,name\na b,A\na/b,B\n日本,C\n')).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9-]+$/);
  });

  it('of running numbers differ by name, and not by source', async () => {
    const idOf = async (text: string, source: string | null) => startups(await read(text, 'x.csv', source))[0]!.id;
    const first = await idOf('id,name\n7,A\n', 'angels');
    expect(await idOf('id,name\n7,A\n', null)).toBe(first);
    expect(await idOf('id,name,city\n7,A,Berlin\n', 'fund')).toBe(first);
    expect(await idOf('id,name\n7,B\n', 'angels')).not.toBe(first);
    expect(await idOf('id,name\n8,A\n', 'angels')).not.toBe(first);
  });

  it('of running numbers join a round that gives no name', async () => {
    const rounds = 'company_id,funding_round_type,raised_amount_usd\n7,seed,1000000\n';
    const reading = await readFiles([await file('c.csv', 'id,name\n7,A\n'), await file('r.csv', rounds)], {
      source: null,
      now,
    });
    expect(startups(reading)).toMatchObject([{ name: 'A', fundingStage: 'seed', fundingAmount: 1_000_000 }]);
  });

  describe('without a key', () => {
    const idsOf = async (text: string, source: string | null = 's') =>
      startups(await read(text, 'x.csv', source)).map(({ id }) => id);
    const idOf = async (text: string, source: string | null = 's') => (await idsOf(text, source))[0]!;

    it.each([
      ['with another source', 'name,city\nAcme,Berlin\n', 't'],
      ['without a source', 'name,city\nAcme,Berlin\n', null],
      ['with the columns in another order, and other cases and spaces', 'City,Name\n Berlin , ACME\n', 's'],
      ['with more columns', 'name,city,industry,amount\nAcme,Berlin,web,$2M\n', 's'],
    ])('are the same %s', async (_, text, source) => {
      expect(await idOf(text, source)).toBe(await idOf('name,city\nAcme,Berlin\n'));
    });

    it.each([
      ['in another place', 'name,city\nAcme,Paris\n'],
      ['of another name', 'name,city\nAcmes,Berlin\n'],
      ['with a website', 'name,city,website\nAcme,Berlin,acme.io\n'],
    ])('differ for one %s', async (_, text) => {
      expect(await idOf(text)).not.toBe(await idOf('name,city\nAcme,Berlin\n'));
    });

    it('do not depend on how well a place is read', async () => {
      // The second is read as a place in Germany, the first can't be read.
      const [first] = await idsOf('name,location\nAcme,"Xyzstadt, QQ"\n');
      const many = ['name,location', ...Array.from({ length: 12 }, (_, i) => `N${i},"Berlin, Germany"`)];
      expect(await idsOf([...many, 'Acme,"Xyzstadt, QQ"', ''].join('\n'))).toContain(first);
    });

    it('tell two firms of one name apart by their websites, in any order of the file', async () => {
      const rows = ['Acme,https://acme.io', 'Acme,www.acme.de', 'Acme,https://www.linkedin.com/company/acme-fr'];
      const ids = await idsOf(['name,website', ...rows].join('\n'));
      expect(new Set(ids).size).toBe(3);
      expect((await idsOf(['name,website', ...rows.reverse()].join('\n'))).sort()).toEqual(ids.sort());
    });
  });

  it('nameless rows are called nameless, not the same startup', async () => {
    const reading = await read('name,city\n,Berlin\nn/a,Paris\n-,Rome\n#NAME?,Oslo\nAcme,Bonn\n', 'x.csv', null);
    expect(reading.problems.map(({ reason }) => reason)).toEqual(Array(4).fill('has no name'));
    expect(reading).toMatchObject({ rejected: 4 });
  });
});

describe('what a file says of itself', () => {
  it('an amount without a currency is in dollars only beside amounts that are not in others', async () => {
    const amounts = async (text: string) => {
      const reading = await read(text, 'x.csv', null);
      return [startups(reading).map(({ fundingAmount }) => fundingAmount), reading.assumedDollars];
    };
    expect(await amounts('name,amount\na,$1M\nb,2000000\n')).toEqual([[1_000_000, 2_000_000], 0]);
    expect(await amounts('name,amount\na,1000000\nb,2000000\n')).toEqual([[1_000_000, 2_000_000], 2]);
    expect(await amounts('name,amount\na,€1M\nb,€3M\nc,2000000\n')).toEqual([[null, null, null], 0]);
    expect(await amounts('name,amount (₹)\na,1000000\n')).toEqual([[null], 0]);
    expect(await amounts('name,Amount($)\na,1000000\n')).toEqual([[1_000_000], 0]);
    expect(await amounts('name,"Raised (USD M)"\na,1.5\n')).toEqual([[1_500_000], 0]);
  });

  it.each([
    ['Company/Brand,Sector,What it does,HeadQuarter,Amount($),Stage', []],
    ['Organisation Name,Industries,Last Round,HQ REGION,Last Round Amount (USD)', []],
    ['StartUp Name,Core Business,Localização,Descrição,Stage/Type', ['amount']],
    ['name,website', ['industry', 'stage', 'place', 'amount']],
  ])('the header %s lacks %j', async (header, missing) => {
    const cells = header.split(',').map((_, at) => (at === 0 ? 'Acme' : ''));
    expect((await read(`${header}\n${cells.join(',')}\n`)).missing).toEqual(missing);
  });

  it.each([
    ['name,status\nAcme,defunct\n', false],
    ['name,stage\nAcme,ACQUISITION\n', false],
    ['name,stage,status\nAcme,IPO,operating\n', false],
    ['name,status\nAcme,uncertain\n', true],
    ['name,status\nAcme,\n', true],
  ])('%j is listed: %j', async (text, listed) => {
    expect(startups(await read(text))[0]!.listed).toBe(listed);
  });

  it.each([
    ['Excel workbook', Buffer.from('PK\x03\x04rest', 'latin1')],
    ['old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['PDF', Buffer.from('%PDF-1.7')],
  ])('a file that is an %s is named as such', async (kind, bytes) => {
    await expect(read(bytes, 'x.csv')).rejects.toThrow(kind);
  });

  it('the region column counts where the state is empty', async () => {
    const reading = await read('name,country_code,state_code,region,city\na,DEU,,Berlin,\nb,USA,CA,SF Bay,\n');
    expect(startups(reading)).toMatchObject([
      { country: 'DE', region: null, city: 'Berlin' },
      { country: 'US', region: 'CA', city: null },
    ]);
    expect(reading.problems).toEqual([]);
  });
});
