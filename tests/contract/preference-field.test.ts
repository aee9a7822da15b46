import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as Profiles from '../../amplify/adapters/dynamodb-investor-profiles';
import type * as Domain from '../../amplify/domain/preferences';
import type * as Command from '../../amplify/functions/api/save-preferences/handler';
import { sampleProfile } from '../fakes/samples';
import type * as Tables from './dynamodb-tables';

/*
 * Adds a field of a preference to a copy of the repository, as CONTRIBUTING says, and saves a value through the command.
 * The field's control in the form is left out: a component has no part in the way of the value.
 */

const ROOT = path.resolve(import.meta.dirname, '../..');
const NOT_COPIED = ['.git', '.local', 'coverage', 'dist', 'node_modules'].map((name) => path.join(ROOT, name));

const FIELD = 'minTeamSize';
/** A line for the field, after the line that it follows. */
const EDITS: [file: string, after: string, line: string][] = [
  ['amplify/domain/preferences.ts', 'const matchFields = {', `${FIELD}: z.int32().min(1).nullable().default(null),`],
  ['amplify/domain/preferences.ts', 'DEFAULT_PREFERENCES: Preferences = {', `${FIELD}: null,`],
  ['src/text/preferences.ts', 'FIELD_LABELS: Record<keyof Preferences, string> = {', `${FIELD}: 'Smallest team',`],
];

/** What names or passes on a field. Stacks and components take no part. */
const TYPE_CHECKED = [
  'amplify/{domain,adapters}/**/*.ts',
  'amplify/functions/api/**/{handler,save-preferences}.ts',
  'src/{api,text,stores}/**/*.ts',
  'src/components/preferences/*.ts',
  'tests/fakes/*.ts',
  'import/demo/seed.ts',
];

let copy: string;
const run = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: copy });
const load = async <Module>(file: string) => (await import(pathToFileURL(path.join(copy, file)).href)) as Module;

beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), 'preference-field-'));
  await cp(ROOT, copy, { recursive: true, filter: (source) => !NOT_COPIED.includes(source) });
  await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  for (const [file, after, line] of EDITS) {
    const [before, rest, ...more] = (await readFile(path.join(copy, file), 'utf8')).split(after);
    expect([file, rest === undefined, more]).toEqual([file, false, []]);
    await writeFile(path.join(copy, file), `${before}${after}\n  ${line}${rest}`);
  }
  await run('--import', 'tsx', 'docs/generate/main.ts');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  if (copy) await rm(copy, { recursive: true, force: true });
});

describe('a field of a preference that is added as CONTRIBUTING says', () => {
  it('needs edits in the files that CONTRIBUTING names', async () => {
    const contributing = await readFile(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
    const recipe = /- \*\*A field of a preference\*\*:[^]*?(?=\n- )/.exec(contributing)?.[0];
    for (const [file] of EDITS) expect(recipe).toContain(file.replace('amplify/', ''));
    expect(recipe).toContain('npm run docs:generate');
  });

  it('is part of what the app sends and receives', async () => {
    const operations = await readFile(path.join(copy, 'src/api/operations/preferences.ts'), 'utf8');
    expect(operations.match(new RegExp(`\\$${FIELD}: Int$`, 'gm'))).toHaveLength(2);
    expect(operations.match(new RegExp(`^ +${FIELD}$`, 'gm'))).toHaveLength(3);
  });

  it('passes the type check', async () => {
    const include = TYPE_CHECKED.flatMap(expandBraces);
    const config = { extends: './tsconfig.json', include, exclude: ['**/*.test.ts'] };
    await writeFile(path.join(copy, 'tsconfig.field.json'), JSON.stringify(config));
    const { stdout } = await run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.field.json').catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  });

  it('is saved through the command, stored in the row and read back', async () => {
    const { startTables } = await load<typeof Tables>('tests/contract/dynamodb-tables.ts');
    const tables = await startTables();
    try {
      for (const [name, value] of Object.entries({ ...ENVIRONMENT, AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint })) {
        vi.stubEnv(name, value);
      }
      const { createInvestorProfiles } = await load<typeof Profiles>('amplify/adapters/dynamodb-investor-profiles.ts');
      const { handler } = await load<typeof Command>('amplify/functions/api/save-preferences/handler.ts');
      const { DEFAULT_PREFERENCES } = await load<typeof Domain>('amplify/domain/preferences.ts');
      const profiles = createInvestorProfiles({ client: tables.client, tableName: 'InvestorProfile' });
      await profiles.register(sampleProfile());
      expect(await profiles.get('ada')).toMatchObject({ [FIELD]: null });

      const saved = await handler(
        {
          arguments: { ...DEFAULT_PREFERENCES, dailyRecommendations: false, [FIELD]: 25 },
          identity: { sub: 'ada' } as never,
        },
        { functionName: 'save-preferences' } as never,
      );
      expect(saved).toMatchObject({ [FIELD]: 25 });
      const Key = { investorId: 'ada' };
      const { Item } = await tables.client.send(new GetCommand({ TableName: 'InvestorProfile', Key }));
      expect(Item).toMatchObject({ [FIELD]: 25 });
      expect(await profiles.get('ada')).toMatchObject({ [FIELD]: 25 });
    } finally {
      await tables.stop();
    }
  });
});

/** What the function has when it is deployed. Nothing is scheduled, since the investor wants no daily email. */
const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  INVESTOR_PROFILE_TABLE: 'InvestorProfile',
  DIGEST_TABLE: 'Digest',
  SCHEDULE_GROUP: 'none',
  SCHEDULE_ROLE_ARN: 'arn:aws:iam::000000000000:role/none',
  STATE_MACHINE_ARN: 'arn:aws:states:eu-central-1:000000000000:stateMachine:none',
};

/** The patterns of tsconfig have no braces. */
function expandBraces(pattern: string): string[] {
  const [, before, choices, after] = /^(.*?)\{(.*?)\}(.*)$/.exec(pattern) ?? [];
  return choices ? choices.split(',').flatMap((choice) => expandBraces(`${before}${choice}${after}`)) : [pattern];
}
