import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynaliteTable } from './dynalite-table';
import { runImport } from './run-import';

let folder: string;
let dynalite: Awaited<ReturnType<typeof startDynaliteTable>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-cli-'));
  dynalite = await startDynaliteTable();
  await writeFile(join(folder, 'amplify_outputs.json'), JSON.stringify(outputs(dynalite.endpoint)));
  await writeFile(join(folder, 'startups.csv'), 'id,name,amount\nacme,Acme,1M\n,,5\nbrix,Brix,lots\n,,\n');
});
afterAll(async () => {
  await dynalite.stop();
  await rm(folder, { recursive: true });
});

function outputs(awsEndpoint: string) {
  return {
    auth: { aws_region: 'eu-central-1' },
    custom: {
      tables: { Startup: dynalite.tableName },
      local: { awsEndpoint, operatorCredentials: { accessKeyId: 'operator', secretAccessKey: 'operator' } },
    },
  };
}

async function run(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runImport(args, { stdout, stderr });
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}

function inFolder(name: string): string {
  return join(folder, name);
}

/** Runs the command as npm does, in a folder of its own. */
function runAsNpm(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const tsx = join(import.meta.dirname, '../node_modules/tsx/dist/cli.mjs');
  return new Promise((done) => {
    execFile(
      process.execPath,
      [tsx, join(import.meta.dirname, 'main.ts'), ...args],
      { cwd: folder },
      (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describe('import:startups', { timeout: 60_000 }, () => {
  it('ends with a summary and a rejects file, and exits with 0 despite rejected rows', async () => {
    const { code, stdout } = await runAsNpm('startups.csv');
    expect(stdout).toMatch(
      /read +4 rows\n +added +2 startups\n +updated +0\n +unchanged +0\n +rejected +1 rows\n +blank +1/,
    );
    expect(stdout).toContain('startups.rejects.jsonl');
    expect(code).toBe(0);
    const rejects = (await readFile(join(folder, 'startups.rejects.jsonl'), 'utf8')).trim().split('\n');
    expect(rejects.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'rejected',
        file: 'startups.csv',
        line: 3,
        field: 'name',
        reason: 'has no name',
        value: expect.stringContaining('amount'),
      },
      {
        level: 'warning',
        file: 'startups.csv',
        line: 4,
        field: 'fundingAmount',
        reason: expect.stringContaining('not an amount'),
        value: 'lots',
      },
    ]);
  });

  it('reports progress and summary as JSON lines for a program', async () => {
    const { stdout } = await run(
      inFolder('startups.csv'),
      '--json-progress',
      '--outputs',
      inFolder('amplify_outputs.json'),
      '--rejects',
      inFolder('r.jsonl'),
    );
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ read: 4, written: 0, total: 0 });
    expect(lines.at(-1).summary).toMatchObject({ read: 4, rejected: 1, blank: 1, rejectsFile: inFolder('r.jsonl') });
  });

  it.each([
    ['a file that is not there', ['missing.csv', '--outputs', 'amplify_outputs.json'], /missing\.csv can't be opened/],
    ['no outputs of a backend', ['startups.csv', '--outputs', 'none.json'], /Run npm start/],
    ['an option that does not exist', ['startups.csv', '--fast'], /--fast/],
    ['no file', [], /npm run import:startups/],
  ])('fails with a message that says what to do: %s', async (_, args, message) => {
    const { code, stderr } = await run(...args.map((arg) => (/\.(csv|json)$/.test(arg) ? inFolder(arg) : arg)));
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(1);
  });

  it('names the command to start when the local backend does not answer', async () => {
    await writeFile(join(folder, 'stopped.json'), JSON.stringify(outputs('http://127.0.0.1:9')));
    const { code, stderr } = await run(
      inFolder('startups.csv'),
      '--outputs',
      inFolder('stopped.json'),
      '--rejects',
      inFolder('r.jsonl'),
    );
    expect(stderr).toMatch(/does not answer\. Start it with npm start/);
    expect(code).toBe(1);
  });
});
