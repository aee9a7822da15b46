import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { DemoSignIn } from './outputs';
import type { Resource, Runtime } from './runtime';
import type { OutgoingEmail } from './services/cognito/context';
import type { CognitoService } from './services/cognito/create-cognito';
import { OPERATOR } from './services/iam/create-iam';
import { PROJECT_ROOT } from './template/synthesise';

const DEMO_FILE = path.join(PROJECT_ROOT, 'import/demo/startups.jsonl.gz');

export const DEMO: DemoSignIn = { email: 'demo@firstlight.example', password: 'First-light-2026' };

/** What the demo investor looks for; broad enough that the demo startups hold several mornings of matches. */
const PREFERENCES = {
  industries: ['software', 'enterprise', 'analytics', 'mobile'],
  fundingStages: ['angel', 'series-a'],
  locations: ['US/CA', 'US/NY'],
  minFunding: 500_000,
  maxFunding: 10_000_000,
  excludedTerms: [],
  mustMatch: ['industry'],
  dailyRecommendations: true,
  preferredTime: '08:00',
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
};

interface Marker {
  /** Hash of the demo file whose startups the table holds. */
  startups?: string;
  /** The demo investor's Cognito sub, once their preferences are saved. */
  investor?: string;
}

/** Remembers in the state folder what of the demo is there, so that a second start has nothing to do. */
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

/** Imports the demo startups with the importer's own command, unless the table has them. @returns whether it imported */
export async function loadDemoStartups(options: {
  stateDir: string;
  /** amplify_outputs.json of the running backend. */
  outputsFile: string;
  onProgress(written: number, total: number): void;
  signal?: AbortSignal;
}): Promise<boolean> {
  const markers = new Markers(options.stateDir);
  const hash = createHash('sha256').update(readFileSync(DEMO_FILE)).digest('hex');
  if (markers.read().startups === hash) return false;
  const rejects = path.join(options.stateDir, 'demo.rejects.jsonl');
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'import/main.ts',
      DEMO_FILE,
      '--outputs',
      options.outputsFile,
      '--rejects',
      rejects,
      '--json-progress',
    ],
    { cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'pipe'], signal: options.signal },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { written, total } = JSON.parse(line) as { written?: number; total?: number };
    if (written !== undefined && total) options.onProgress(written, total);
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`The demo startups could not be imported (exit ${code}):\n${errors.trim()}`);
  markers.add({ startups: hash });
  return true;
}

/** Keeps the confirmation code of the demo sign-up out of the inbox, where it would only puzzle. */
export class DemoCode {
  #awaited: ((code: string) => void) | null = null;

  /** Takes an email to the demo investor, while one with a code is awaited. */
  intercept({ to, text }: OutgoingEmail): boolean {
    const code = to === DEMO.email && this.#awaited ? /\b\d{6}\b/.exec(text)?.[0] : undefined;
    if (!code) return false;
    this.#awaited!(code);
    this.#awaited = null;
    return true;
  }

  next(): Promise<string> {
    return new Promise((resolve) => (this.#awaited = resolve));
  }
}

/**
 * Signs the demo investor up as anyone would, post-confirmation trigger included, and saves their preferences through
 * the command, so that they have matches and a next email. Does nothing once that is done.
 */
export async function ensureDemoInvestor(options: {
  stateDir: string;
  cognito: CognitoService;
  code: DemoCode;
  runtime: Pick<Runtime, 'byType' | 'lambda'>;
  timeZone: string;
}): Promise<void> {
  const { cognito, runtime } = options;
  const markers = new Markers(options.stateDir);
  if (markers.read().investor) return;
  const pool = cognito.pools[0];
  const savePreferences = functionAt(runtime, 'save-preferences');
  if (!pool || !savePreferences) throw new Error('The backend has no user pool or no save-preferences function.');
  const user = { ClientId: pool.clientIds[0], Username: DEMO.email };
  const signUp = () =>
    cognito.call('SignUp', {
      ...user,
      Password: DEMO.password,
      UserAttributes: [{ Name: 'email', Value: DEMO.email }],
    });
  const code = options.code.next();
  await signUp().catch(async (error: unknown) => {
    // An earlier start was interrupted between the steps.
    if ((error as { code?: string }).code !== 'UsernameExistsException') throw error;
    await cognito.call('AdminDeleteUser', { UserPoolId: pool.id, Username: DEMO.email });
    await signUp();
  });
  await cognito.call('ConfirmSignUp', { ...user, ConfirmationCode: await code });
  const { UserAttributes: attributes } = await cognito.call('AdminGetUser', {
    UserPoolId: pool.id,
    Username: DEMO.email,
  });
  const investor = (attributes as { Name: string; Value: string }[]).find(({ Name }) => Name === 'sub')!.Value;
  const result = await runtime.lambda.invoke(
    savePreferences.ref,
    { arguments: { ...PREFERENCES, timeZone: options.timeZone }, identity: { sub: investor } },
    OPERATOR,
  );
  if (!result.ok) throw new Error(`The demo investor's preferences could not be saved: ${result.errorMessage}`);
  markers.add({ investor });
}

/** A function by the name of its construct. */
function functionAt(runtime: Pick<Runtime, 'byType'>, name: string): Resource | undefined {
  return runtime.byType('AWS::Lambda::Function').find(({ path: construct }) => construct.split('/').includes(name));
}
