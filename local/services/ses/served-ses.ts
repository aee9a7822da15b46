import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SesAccountSettings } from '../../settings';
import { readBody } from '../local-http';
import { trialRuntime } from '../trial-runtime';
import { createSes, type SesService } from './create-ses';

const SENDER = 'news@trial.example';

const RESOURCES = [
  {
    type: 'AWS::SES::EmailIdentity',
    properties: { EmailIdentity: SENDER, ConfigurationSetAttributes: { ConfigurationSetName: 'set' } },
  },
  {
    type: 'AWS::SES::ConfigurationSet',
    ref: 'set',
    properties: { SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] } },
  },
  {
    type: 'AWS::SES::ConfigurationSetEventDestination',
    properties: {
      ConfigurationSetName: 'set',
      EventDestination: {
        Enabled: true,
        EventBridgeDestination: {},
        MatchingEventTypes: ['delivery', 'bounce', 'complaint'],
      },
    },
  },
];

async function open(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A message with a text part and an HTML part. */
export const mime = (to: string, from = `Trial <${SENDER}>`) =>
  Buffer.from(
    `From: ${from}\r\nTo: ${to}\r\nSubject: =?utf-8?Q?3_new_messages=3A_Acm=C3=A9?=\r\nMIME-Version: 1.0\r\n` +
      'List-Unsubscribe: <https://app.example/stop?t=1>\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n' +
      '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello<script>x</script></p>\r\n--b--\r\n',
  );

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the assertions state the shape of the JSON
type Json = any;

/** SES and its inbox behind HTTP, called with the client of the AWS SDK; for tests. */
export class ServedSes {
  ses!: SesService;
  client!: SESClient;
  inboxUrl = '';
  /** The events on the default bus. */
  readonly events: Json[] = [];
  /** Milliseconds, for the quota. */
  time = 1_000_000;
  #servers: Server[] = [];

  private constructor(
    readonly stateDir: string,
    private readonly account: SesAccountSettings,
  ) {}

  static async start(account: Partial<SesAccountSettings> = {}): Promise<ServedSes> {
    const ready = { identities: [], sandbox: false, verifiesCreated: true };
    const served = new ServedSes(await mkdtemp(join(tmpdir(), 'ses-')), { ...ready, ...account });
    await served.#open();
    return served;
  }

  async #open(): Promise<void> {
    const { runtime } = trialRuntime({ stateDir: this.stateDir, resources: RESOURCES });
    this.ses = await createSes(runtime, {
      putEvent: (event) => this.events.push(event),
      quota: { maxSendRate: 5, max24HourSend: 20 },
      account: this.account,
      inbox: { emptyHint: '' },
      now: () => this.time,
    });
    const api = createServer(async (request, response) => {
      const [path, query] = request.url!.split('?');
      const answer = await this.ses.api.handle({
        method: request.method!,
        path: path!,
        query: new URLSearchParams(query),
        headers: request.headers,
        body: (await readBody(request, 20_000_000))!,
        principal: { arn: 'arn:aws:iam::000000000000:role/send-email' },
      });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    const inbox = createServer(this.ses.handle);
    this.#servers = [api, inbox];
    this.inboxUrl = await open(inbox);
    this.client = new SESClient({
      endpoint: await open(api),
      region: 'eu-central-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    });
  }

  async #close(): Promise<void> {
    this.client.destroy();
    for (const server of this.#servers) await new Promise((resolve) => server.close(resolve));
    await this.ses.stop();
  }

  /** Stops and starts over the same state. */
  async restart(): Promise<void> {
    await this.#close();
    await this.#open();
  }

  async stop(): Promise<void> {
    await this.#close();
    await rm(this.stateDir, { recursive: true, force: true });
  }

  sendRaw(
    to: string,
    more: Partial<ConstructorParameters<typeof SendRawEmailCommand>[0]> = {},
    raw: Uint8Array = mime(to),
  ) {
    return this.client.send(
      new SendRawEmailCommand({
        RawMessage: { Data: raw },
        ConfigurationSetName: 'set',
        Tags: [{ Name: 'order', Value: 'o-1' }],
        ...more,
      }),
    );
  }

  async get(path: string): Promise<Json> {
    return (await fetch(this.inboxUrl + path)).json();
  }

  post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.inboxUrl + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }
}
