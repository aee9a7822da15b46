import { describe, expect, it } from 'vitest';
import { read, startups } from './trial-files';

describe('conventions of a file', () => {
  it('an amount without a currency is in dollars unless other amounts of the file are in another currency', async () => {
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
  ])('%j gives listed = %j', async (text, listed) => {
    expect(startups(await read(text))[0]!.listed).toBe(listed);
  });

  it.each([
    ['Excel workbook', Buffer.from('PK\x03\x04rest', 'latin1')],
    ['old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['PDF', Buffer.from('%PDF-1.7')],
  ])('a file that is an %s is refused by that name', async (kind, bytes) => {
    await expect(read(bytes, 'x.csv')).rejects.toThrow(kind);
  });

  it('the region column is used where the state is empty', async () => {
    const reading = await read('name,country_code,state_code,region,city\na,DEU,,Berlin,\nb,USA,CA,SF Bay,\n');
    expect(startups(reading)).toMatchObject([
      { country: 'DE', region: null, city: 'Berlin' },
      { country: 'US', region: 'CA', city: null },
    ]);
    expect(reading.problems).toEqual([]);
  });
});
