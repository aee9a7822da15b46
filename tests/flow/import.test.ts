import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImport } from '../../import/run-import';
import type { LocalBackend } from '../../local/start';
import { startBackend } from './start-backend';
import { signUpInvestor, type Investor } from './investor';

const DEMO = path.join(import.meta.dirname, '../../import/demo/startups.jsonl.gz');

let backend: LocalBackend;
let folder: string;
let ada: Investor;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'firstlight-import-'));
  backend = await startBackend({
    stateDir: path.join(folder, 'state'),
    wallClock: false,
  });
  await writeFile(path.join(folder, 'outputs.json'), JSON.stringify(backend.outputs));
  ada = await signUpInvestor(backend, 'ada@example.com');
});
afterAll(async () => {
  await backend?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function importInto(file: string) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const options = ['--json-progress', '--outputs', path.join(folder, 'outputs.json')];
  const code = await runImport([file, ...options, '--rejects', path.join(folder, 'rejects.jsonl')], { stdout, stderr });
  const last = String(stdout.read() ?? '')
    .trim()
    .split('\n')
    .at(-1)!;
  return { code, errors: String(stderr.read() ?? ''), summary: last && JSON.parse(last).summary };
}

async function search(variables: object) {
  const { data, errors } = await ada.graphql(
    `query ($text: String, $industries: [String!], $locations: [String!]) {
      searchStartups(text: $text, industries: $industries, locations: $locations) {
        total
        items { id name industry fundingStage country region city fundingAmount website listedAt source }
      }
    }`,
    variables,
  );
  expect(errors).toBeUndefined();
  return data.searchStartups;
}

describe('import into the running backend', () => {
  it('loads the demo startups within a minute, and writes nothing the second time', async () => {
    const first = await importInto(DEMO);
    expect(first).toMatchObject({ code: 0, errors: '', summary: { rejected: 0, warnings: 0 } });
    expect(first.summary.added).toBeGreaterThanOrEqual(5000);
    expect(first.summary.seconds).toBeLessThan(60);
    const second = await importInto(DEMO);
    expect(second.summary).toMatchObject({ added: 0, updated: 0, unchanged: first.summary.added });
    expect((await search({})).total).toBe(first.summary.added);
  }, 180_000);

  it('makes the startups of a file visible to an investor, and then the changes of a later file', async () => {
    const file = path.join(folder, 'new.csv');
    await writeFile(
      file,
      'permalink,name,category,round,country,amount\r/company/zyx,=Zyxwv & Sons,biotech,A,Germany,2M\r',
    );
    expect((await importInto(file)).summary).toMatchObject({ added: 1, undated: 1 });
    await expect
      .poll(async () => (await search({ text: 'Zyxwv' })).items, { timeout: 15_000, interval: 500 })
      .toMatchObject([
        {
          id: 'zyx',
          name: '=Zyxwv & Sons',
          country: 'DE',
          fundingStage: 'series-a',
          fundingAmount: 2e6,
          listedAt: null,
        },
      ]);
    const { data } = await ada.graphql('query Get($id: ID!) { getStartup(id: $id) { id listedAt } }', { id: 'zyx' });
    expect(data.getStartup).toEqual({ id: 'zyx', listedAt: null });
    const { body } = await ada.rest('GET', '/startups?text=Zyxwv');
    expect(body.items).toMatchObject([{ id: 'zyx', listedAt: null }]);

    await writeFile(file, 'permalink,name,status\r\n/company/zyx,=Zyxwv & Sons,closed\r\n');
    expect((await importInto(file)).summary).toMatchObject({ updated: 1 });
    await expect
      .poll(async () => (await search({ text: 'Zyxwv' })).items, { timeout: 15_000, interval: 500 })
      .toEqual([]);
  });
});
