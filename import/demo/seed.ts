import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DEFAULT_PREFERENCES, type Preferences } from '../../amplify/domain/preferences';

const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');
const DEMO_FILE = path.join(import.meta.dirname, 'startups.jsonl.gz');

/** The preferences of the demo investor, broad enough for matches on several mornings. */
const PREFERENCES: Preferences = {
  ...DEFAULT_PREFERENCES,
  industries: ['software', 'enterprise', 'analytics', 'mobile'],
  fundingStages: ['angel', 'series-a'],
  locations: ['US/CA', 'US/NY'],
  minFunding: 500_000,
  maxFunding: 10_000_000,
  mustMatch: ['industry'],
};

/** What the demo needs of a running local backend. */
export interface DemoBackend {
  signIn: { email: string; password: string };
  stateDir: string;
  /** amplify_outputs.json of the running backend. */
  outputsFile: string;
  timeZone: string;
  signal?: AbortSignal;
  progress(text: string): void;
  userPool: { id: string; clientId: string };
  cognito(operation: string, input: object): Promise<unknown>;
  nextCodeTo(address: string): Promise<string>;
  invoke(functionName: string, payload: unknown): Promise<unknown>;
}

interface Marker {
  /** Hash of the demo file whose startups the table holds. */
  startups?: string;
  /** The demo investor's Cognito sub, once their preferences are saved. */
  investor?: string;
}

/** Records in the state folder which parts of the demo are loaded, so that a second start skips them. */
class Markers {
  readonly #file: string;
  constructor(stateDir: string) {
    this.#file = path.join(stateDir, 'demo.json');
  }
  read(): Marker {
    return existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, 'utf8')) as Marker) : {};
  }
  add(more: Marker): void {
    writeFileSync(this.#file, JSON.stringify({ ...this.read(), ...more }));
  }
}

/** Loads the demo startups and signs the demo investor up. Steps that an earlier call completed are skipped. */
export async function seedDemo(backend: DemoBackend): Promise<void> {
  await loadStartups(backend);
  await signUpInvestor(backend);
}

/** Imports the demo startups with the importer's own command, unless the table has them. */
async function loadStartups({ stateDir, outputsFile, progress, signal }: DemoBackend): Promise<void> {
  const markers = new Markers(stateDir);
  const hash = createHash('sha256').update(readFileSync(DEMO_FILE)).digest('hex');
  if (markers.read().startups === hash) return;
  const rejects = path.join(stateDir, 'demo.rejects.jsonl');
  const child = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', 'import/main.ts', DEMO_FILE],
      ...['--outputs', outputsFile, '--rejects', rejects, '--json-progress'],
    ],
    { cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'pipe'], signal },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { written, total } = JSON.parse(line) as { written?: number; total?: number };
    if (written !== undefined && total) progress(`${written} of ${total}`);
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`The demo startups could not be imported (exit ${code}):\n${errors.trim()}`);
  markers.add({ startups: hash });
}

/**
 * Signs the demo investor up like any investor, with the post-confirmation trigger, and saves their preferences through
 * the command, so that they have matches and a next email.
 */
async function signUpInvestor(backend: DemoBackend): Promise<void> {
  const { cognito, userPool } = backend;
  const { email, password } = backend.signIn;
  const markers = new Markers(backend.stateDir);
  if (markers.read().investor) return;
  const user = { ClientId: userPool.clientId, Username: email };
  const signUp = () =>
    cognito('SignUp', { ...user, Password: password, UserAttributes: [{ Name: 'email', Value: email }] });
  const code = backend.nextCodeTo(email);
  await signUp().catch(async (error: unknown) => {
    // An earlier start was interrupted between the steps.
    if ((error as { code?: string }).code !== 'UsernameExistsException') throw error;
    await cognito('AdminDeleteUser', { UserPoolId: userPool.id, Username: email });
    await signUp();
  });
  await cognito('ConfirmSignUp', { ...user, ConfirmationCode: await code });
  const found = (await cognito('AdminGetUser', { UserPoolId: userPool.id, Username: email })) as {
    UserAttributes: { Name: string; Value: string }[];
  };
  const investor = found.UserAttributes.find(({ Name }) => Name === 'sub')!.Value;
  await backend.invoke('save-preferences', {
    arguments: { ...PREFERENCES, timeZone: backend.timeZone },
    identity: { sub: investor },
  });
  markers.add({ investor });
}
