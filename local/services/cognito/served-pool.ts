import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Amplify } from 'aws-amplify';
import * as auth from 'aws-amplify/auth';
import { trialRuntime, type TrialFunction } from '../trial-runtime';
import type { OutgoingEmail } from './context';
import { createCognito, type CognitoService } from './create-cognito';
import { openSigningKey } from './tokens';
import { POST_CONFIRMATION, trialResources } from './trial-pool';

export const EMAIL = 'ada@example.com';
export const PASSWORD = 'Analytical-Engine-1843';

/** Creating a key pair takes longer than most tests, so the tests of a file share one. */
const sharedKey = mkdtemp(join(tmpdir(), 'cognito-key-')).then(async (dir) => {
  await openSigningKey(join(dir, 'key.json'));
  const key = await readFile(join(dir, 'key.json'));
  await rm(dir, { recursive: true });
  return key;
});

export interface ServedPoolOptions {
  trigger?: TrialFunction;
  changes?: Parameters<typeof trialResources>[0];
}

/** Serves a user pool over HTTP and configures the Amplify library of the browser for it. For tests. */
export class ServedPool {
  cognito!: CognitoService;
  trial!: ReturnType<typeof trialRuntime>;
  url = '';
  readonly inbox: OutgoingEmail[] = [];
  #server!: Server;
  #ahead = 0;

  private constructor(readonly stateDir: string) {}

  static async start(options: ServedPoolOptions = {}): Promise<ServedPool> {
    const pool = new ServedPool(await mkdtemp(join(tmpdir(), 'cognito-')));
    await mkdir(join(pool.stateDir, 'cognito'));
    await writeFile(pool.keyFile, await sharedKey);
    await pool.#open(options);
    return pool;
  }

  async #open({ trigger = (event) => event, changes }: ServedPoolOptions): Promise<void> {
    this.trial = trialRuntime({
      resources: trialResources(changes),
      stateDir: this.stateDir,
      functions: { [POST_CONFIRMATION]: trigger },
    });
    this.cognito = await createCognito(this.trial.runtime, {
      deliverEmail: async (email) => void this.inbox.push(email),
      now: () => new Date(Date.now() + this.#ahead),
    });
    this.#server = createServer(this.cognito.handle);
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
    Amplify.configure({
      Auth: {
        Cognito: { userPoolId: this.id, userPoolClientId: this.clientId, userPoolEndpoint: this.url },
      },
    });
  }

  async #close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
    await this.cognito.stop();
  }

  /** Stops, and starts again with the same state. */
  async restart(options: ServedPoolOptions = {}): Promise<void> {
    await this.#close();
    await this.#open(options);
  }

  async stop(): Promise<void> {
    await auth.signOut().catch(() => undefined);
    await this.#close();
    await rm(this.stateDir, { recursive: true, force: true });
  }

  get id(): string {
    return trialResources()[0]!.ref;
  }

  get clientId(): string {
    return trialResources()[1]!.ref;
  }

  get keyFile(): string {
    return join(this.stateDir, 'cognito', `${this.id}.key.json`);
  }

  get usersFile(): string {
    return join(this.stateDir, 'cognito', `${this.id}.users.json`);
  }

  /** The code of the last email. */
  get code(): string {
    return /\d{6}/.exec(this.inbox.at(-1)!.text)![0];
  }

  /** Moves the pool's clock. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  signUp(username = EMAIL, password = PASSWORD) {
    return auth.signUp({ username, password, options: { userAttributes: { email: username } } });
  }

  async signUpAndIn(): Promise<void> {
    await this.signUp();
    await auth.confirmSignUp({ username: EMAIL, confirmationCode: this.code });
    await auth.signIn({ username: EMAIL, password: PASSWORD });
  }

  /** Signs in with USER_PASSWORD_AUTH, without the library, whose SRP arithmetic is slow. */
  passwordSignIn(password = PASSWORD, username = EMAIL): Promise<{ AuthenticationResult: { RefreshToken: string } }> {
    return this.cognito.call('InitiateAuth', {
      ClientId: this.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: password },
    });
  }
}

/** The error of a call as `Code: message`, or `accepted`. */
export const refused = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accepted',
    (error: Error & { code?: string }) => `${error.code ?? error.name}: ${error.message}`,
  );
