import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Amplify } from 'aws-amplify';
import type { Runtime } from '../../runtime';
import { createCognito, type CognitoService } from '../cognito/create-cognito';
import { POST_CONFIRMATION, trialResources } from '../cognito/trial-pool';
import { functionArn } from '../lambda/lambda-names';
import { trialRuntime } from '../trial-runtime';
import { createAppSync, type AppSyncService } from './create-appsync';
import { trialApi } from './trial-api';

export const PASSWORD = 'Analytical-Engine-1843';

const address = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test states the shape of its answer
type Answer = any;

/** An answer of a table, with a status and JSON. */
export const answered = (status: number, body: object) => Promise.resolve({ status, body: JSON.stringify(body) });

/** Serves the trial API over HTTP, with two users: Ada, and Bob the administrator. For tests. */
export class ServedApi {
  cognito!: CognitoService;
  appsync!: AppSyncService;
  trial!: ReturnType<typeof trialRuntime>;
  readonly tokens: Record<string, string> = {};
  readonly subs: Record<string, string> = {};
  /** The table behind the API; empty unless a test replaces it. */
  table: Runtime['call'] = () => answered(200, {});
  #servers!: [Server, Server];

  private constructor(readonly stateDir: string) {}

  static async start(): Promise<ServedApi> {
    const api = new ServedApi(await mkdtemp(join(tmpdir(), 'appsync-')));
    await api.#open();
    return api;
  }

  async #open(): Promise<void> {
    await this.#writeAssembly();
    const pool = trialResources();
    this.trial = trialRuntime({
      resources: [...pool, ...trialApi(pool[0]!.ref)],
      stateDir: this.stateDir,
      functions: {
        [POST_CONFIRMATION]: (event) => event,
        [functionArn('ask')]: ({ arguments: args, identity }) => {
          if (args.text === 'fail') throw new Error('There is no answer.');
          return { text: `${identity.sub} asks ${args.text}` };
        },
      },
      now: () => new Date('2026-03-29T06:00:00Z'),
      call: (...given) => this.table(...given),
    });
    this.cognito = await createCognito(this.trial.runtime, { deliverEmail: async () => undefined });
    this.appsync = createAppSync(this.trial.runtime, { verifyToken: this.cognito.verifyToken });
    this.#servers = [
      createServer(this.cognito.handle),
      createServer(this.appsync.handle).on('upgrade', this.appsync.upgrade),
    ];
    for (const server of this.#servers) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const [{ id, clientIds }] = this.cognito.pools as [CognitoService['pools'][number]];
    await this.#addUser(id, clientIds[0]!, 'ada', []);
    await this.#addUser(id, clientIds[0]!, 'bob', ['ADMINS']);
    Amplify.configure({
      Auth: {
        Cognito: { userPoolId: id, userPoolClientId: clientIds[0]!, userPoolEndpoint: `${address(this.#servers[0])}/` },
      },
      API: { GraphQL: { endpoint: this.appsync.clientUrl(this.origin), defaultAuthMode: 'userPool' } },
    });
  }

  /** An assembly without assets: schema and templates of the trial API are inline. */
  async #writeAssembly(): Promise<void> {
    const artifacts = {
      root: { type: 'aws:cdk:stack', properties: { templateFile: 'root.json' } },
      assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
    };
    await writeFile(join(this.stateDir, 'manifest.json'), JSON.stringify({ artifacts }));
    await writeFile(join(this.stateDir, 'assets.json'), '{}');
  }

  async #addUser(UserPoolId: string, ClientId: string, name: string, groups: string[]): Promise<void> {
    const user = { UserPoolId, Username: `${name}@example.com` };
    await this.cognito.call('AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' });
    await this.cognito.call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true });
    for (const GroupName of groups) await this.cognito.call('AdminAddUserToGroup', { ...user, GroupName });
    const { AuthenticationResult } = await this.cognito.call('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: user.Username, PASSWORD },
    });
    this.tokens[name] = AuthenticationResult.AccessToken;
    this.subs[name] = (await this.cognito.verifyToken(AuthenticationResult.AccessToken)).sub;
  }

  get origin(): string {
    return address(this.#servers[1]);
  }

  async post(body: unknown, token: string | null) {
    const response = await fetch(`${this.origin}/graphql`, {
      method: 'POST',
      headers: token ? { authorization: token } : {},
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
  }

  async ask(query: string, variables?: object, who = 'ada'): Promise<Answer> {
    return (await this.post({ query, variables }, this.tokens[who]!)).body;
  }

  async stop(): Promise<void> {
    await this.appsync.stop();
    for (const server of this.#servers) await new Promise((resolve) => server.close(resolve));
    await this.cognito.stop();
    await rm(this.stateDir, { recursive: true, force: true });
  }
}
