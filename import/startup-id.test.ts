import { describe, expect, it } from 'vitest';
import { readFiles } from './import-startups';
import { file, now, read, startups } from './trial-files';

describe('ids', () => {
  it.each([
    ['/company/waywire', 'waywire'],
    ['/organization/a.b_c', 'a.b_c'],
    ['01JDABC', '01JDABC'],
  ])('come from the key of the source: %s', async (key, id) => {
    expect(startups(await read(`permalink,name\n${key},Acme\n`))).toMatchObject([{ id }]);
  });

  it('differ for keys that have the same URL-safe form', async () => {
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

  it('of running numbers join a funding round without a name', async () => {
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

    it('do not depend on how a place is parsed', async () => {
      // The place is ambiguous in the first file and is read as one in Germany in the second.
      const [first] = await idsOf('name,location\nAcme,"Xyzstadt, QQ"\n');
      const many = ['name,location', ...Array.from({ length: 12 }, (_, i) => `N${i},"Berlin, Germany"`)];
      expect(await idsOf([...many, 'Acme,"Xyzstadt, QQ"', ''].join('\n'))).toContain(first);
    });

    it('differ for two firms of one name with different websites, in any order of rows', async () => {
      const rows = ['Acme,https://acme.io', 'Acme,www.acme.de', 'Acme,https://www.linkedin.com/company/acme-fr'];
      const ids = await idsOf(['name,website', ...rows].join('\n'));
      expect(new Set(ids).size).toBe(3);
      expect((await idsOf(['name,website', ...rows.reverse()].join('\n'))).sort()).toEqual(ids.sort());
    });
  });

  it('rows without a name are rejected for that, not as duplicates', async () => {
    const reading = await read('name,city\n,Berlin\nn/a,Paris\n-,Rome\n#NAME?,Oslo\nAcme,Bonn\n', 'x.csv', null);
    expect(reading.problems.map(({ reason }) => reason)).toEqual(Array(4).fill('has no name'));
    expect(reading).toMatchObject({ rejected: 4 });
  });
});
