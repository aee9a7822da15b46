import { GetSendQuotaCommand, SendEmailCommand, SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBody } from '../local-http';
import { trialRuntime } from '../trial-runtime';
import { createSes, type SesService } from './create-ses';

/* AWS's own client against the served API. */

let stateDir: string;
let ses: SesService;
let server: Server;
let inbox: Server;
let client: SESClient;
let events: any[];
let time: number;

const listen = async (app: Server) => {
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
};
let inboxUrl: string;

async function start(quota = { maxSendRate: 5, max24HourSend: 20 }) {
  const { runtime } = trialRuntime({
    stateDir,
    resources: [
      {
        type: 'AWS::SES::EmailIdentity',
        properties: {
          EmailIdentity: 'digest@firstlight.example',
          ConfigurationSetAttributes: { ConfigurationSetName: 'set' },
        },
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
    ],
  });
  events = [];
  ses = await createSes(runtime, {
    putEvent: (event) => events.push(event),
    quota,
    inbox: { emptyHint: '' },
    now: () => time,
  });
  server = createServer(async (request, response) => {
    const [path, query] = request.url!.split('?');
    const { method, headers } = request;
    const body = (await readBody(request, 20_000_000))!;
    const principal = { arn: 'arn:aws:iam::000000000000:role/send-email' };
    const answer = await ses.api.handle({
      method: method!,
      path: path!,
      query: new URLSearchParams(query),
      headers,
      body,
      principal,
    });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  inbox = createServer(ses.handle);
  inboxUrl = await listen(inbox);
  client = new SESClient({
    endpoint: await listen(server),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
}

async function stop() {
  client.destroy();
  for (const app of [server, inbox]) await new Promise((resolve) => app.close(resolve));
  await ses.stop();
}

const MIME = (to: string, from = 'Firstlight <digest@firstlight.example>', extra = '') =>
  Buffer.from(
    `From: ${from}\r\nTo: ${to}\r\nSubject: =?utf-8?Q?3_new_matches=3A_Acm=C3=A9?=\r\n${extra}MIME-Version: 1.0\r\n` +
      'List-Unsubscribe: <https://app.example/stop?t=1>\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n' +
      '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello<script>x</script></p>\r\n--b--\r\n',
  );

const sendRaw = (
  to: string,
  more: Partial<ConstructorParameters<typeof SendRawEmailCommand>[0]> = {},
  raw = MIME(to),
) =>
  client.send(
    new SendRawEmailCommand({
      RawMessage: { Data: raw },
      ConfigurationSetName: 'set',
      Tags: [{ Name: 'digest', Value: 'd-1' }],
      ...more,
    }),
  );

const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: Error) => `${error.name}: ${error.message}`,
  );
const get = async (path: string) => (await fetch(inboxUrl + path)).json() as Promise<any>;
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(inboxUrl + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'ses-'));
  time = 1_000_000;
  await start();
});

afterEach(async () => {
  await stop();
  await rm(stateDir, { recursive: true, force: true });
});

describe('sending', () => {
  it('puts a raw message into the inbox and reports its delivery as SES does', async () => {
    const { MessageId } = await sendRaw('ada@example.com');
    const { emails } = await get('/store');
    expect(emails).toMatchObject([
      {
        id: MessageId,
        messageId: MessageId,
        from: '"Firstlight" <digest@firstlight.example>',
        to: ['ada@example.com'],
        destination: { to: ['ada@example.com'] },
        subject: '3 new matches: Acmé',
        text: expect.stringContaining('Hello'),
        body: { html: expect.stringContaining('<p>Hello') },
      },
    ]);
    expect(emails[0].headers).toContainEqual({ name: 'List-Unsubscribe', value: '<https://app.example/stop?t=1>' });
    expect(events).toMatchObject([
      {
        source: 'aws.ses',
        'detail-type': 'Email Delivered',
        resources: ['arn:aws:ses:eu-central-1:000000000000:configuration-set/set'],
        detail: {
          eventType: 'Delivery',
          mail: {
            messageId: MessageId,
            destination: ['ada@example.com'],
            commonHeaders: { subject: '3 new matches: Acmé' },
            tags: { digest: ['d-1'], 'ses:configuration-set': ['set'], 'ses:operation': ['SendRawEmail'] },
          },
          delivery: { recipients: ['ada@example.com'] },
        },
      },
    ]);
  });

  it('builds the message of a SendEmail request', async () => {
    await client.send(
      new SendEmailCommand({
        Source: 'digest@firstlight.example',
        Destination: { ToAddresses: ['ada@example.com'] },
        Message: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'Text' }, Html: { Data: '<b>Html</b>' } } },
      }),
    );
    expect((await get('/store')).emails).toMatchObject([
      { subject: 'Hi', body: { html: '<b>Html</b>' }, configurationSet: 'set' },
    ]);
  });

  it.each([
    ['bounce@simulator.amazonses.com', ['Bounce'], 'General'],
    ['bounce+label@simulator.amazonses.com', ['Bounce'], 'General'],
    ['suppressionlist@simulator.amazonses.com', ['Bounce'], 'Suppressed'],
    ['complaint@simulator.amazonses.com', ['Delivery', 'Complaint'], undefined],
    ['ooto@simulator.amazonses.com', ['Delivery', 'Bounce'], undefined],
    ['success@simulator.amazonses.com', ['Delivery'], undefined],
  ])('%s ends as %j', async (to, types, subType) => {
    await sendRaw(to);
    expect(events.map(({ detail }) => detail.eventType)).toEqual(types);
    expect(events[0].detail.bounce?.bounceSubType).toBe(subType);
    expect((await get('/store')).suppressed).toEqual([]);
  });

  it.each([
    [
      'an unverified sender',
      () => sendRaw('a@b.example', {}, MIME('a@b.example', 'x@other.example')),
      'MessageRejected',
    ],
    [
      'an unknown configuration set',
      () => sendRaw('a@b.example', { ConfigurationSetName: 'none' }),
      'ConfigurationSetDoesNotExist',
    ],
    ['no recipient', () => sendRaw('', {}, MIME('')), 'InvalidParameterValue'],
    ['a recipient without domain', () => sendRaw('ada'), 'InvalidParameterValue'],
    [
      'a message over 10 MB',
      () => sendRaw('a@b.example', {}, Buffer.concat([MIME('a@b.example'), Buffer.alloc(10_485_760, 97)])),
      'InvalidParameterValue',
    ],
  ])('refuses %s, and nothing is sent', async (_what, send, code) => {
    expect(await refused(send())).toContain(code);
    expect((await get('/store')).emails).toEqual([]);
    expect(events).toEqual([]);
  });

  it('throttles above the rate and above the day, and says what is left', async () => {
    const send = () => refused(sendRaw('ada@example.com'));
    for (let i = 0; i < 5; i++) expect(await send()).toBe('accepted');
    expect(await send()).toBe('Throttling: Maximum sending rate exceeded.');
    for (let i = 0; i < 15; i++) {
      time += 200;
      expect(await send()).toBe('accepted');
    }
    time += 1000;
    expect(await send()).toBe('Throttling: Daily message quota exceeded.');
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({
      Max24HourSend: 20,
      MaxSendRate: 5,
      SentLast24Hours: 20,
    });
    time += 86_400_000;
    expect(await send()).toBe('accepted');
  });

  it('asks IAM for the identity and the configuration set', () => {
    const form = new URLSearchParams({
      Action: 'SendRawEmail',
      ConfigurationSetName: 'set',
      'RawMessage.Data': MIME('a@b.example').toString('base64'),
    });
    const asked = ses.api.authorize({ path: '/', body: Buffer.from(form.toString()) } as never);
    expect(asked).toEqual([
      {
        action: 'ses:SendRawEmail',
        resources: [
          'arn:aws:ses:eu-central-1:000000000000:identity/digest@firstlight.example',
          'arn:aws:ses:eu-central-1:000000000000:configuration-set/set',
        ],
        context: { 'ses:FromAddress': 'digest@firstlight.example' },
      },
    ]);
  });
});

describe('the inbox', () => {
  it('lets the operator report an email, and then suppresses the address', async () => {
    const { MessageId } = await sendRaw('ada@example.com');
    expect((await post(`/emails/${MessageId}/report`, { kind: 'complaint' })).status).toBe(200);
    expect(events.at(-1)).toMatchObject({
      'detail-type': 'Email Complaint Received',
      detail: { complaint: { complainedRecipients: [{ emailAddress: 'ada@example.com' }] } },
    });
    time += 1000;
    await sendRaw('Ada@example.com');
    expect(events.at(-1).detail.bounce).toMatchObject({
      bounceType: 'Permanent',
      bounceSubType: 'OnAccountSuppressionList',
    });
    expect((await get('/store')).suppressed).toMatchObject([{ address: 'ada@example.com', reason: 'COMPLAINT' }]);
  });

  it('suppresses no address for a report as not spam, nor for a failure that is called transient', async () => {
    const { MessageId } = await sendRaw('ada@example.com');
    for (const kind of ['not-spam', 'mislabelled-bounce', 'soft-bounce']) {
      expect((await post(`/emails/${MessageId}/report`, { kind })).status).toBe(200);
    }
    expect(events.slice(1).map(({ detail }) => detail.complaint ?? detail.bounce)).toMatchObject([
      { complaintFeedbackType: 'not-spam' },
      { bounceType: 'Transient', bouncedRecipients: [{ status: '5.1.1' }] },
      { bounceType: 'Transient', bouncedRecipients: [{ status: '4.2.2' }] },
    ]);
    expect((await get('/store')).suppressed).toEqual([]);
  });

  it('takes changes from no other site, and answers to no other name', async () => {
    const { MessageId } = await sendRaw('ada@example.com');
    const path = `/emails/${MessageId}/report`;
    expect((await post(path, { kind: 'complaint' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(path, { kind: 'complaint' }, { 'content-type': 'text/plain' })).status).toBe(403);
    expect((await post(path, { kind: 'nonsense' })).status).toBe(400);
  });

  it('serves HTML that can run nothing', async () => {
    const { MessageId } = await sendRaw('ada@example.com');
    const { headers } = await fetch(`${inboxUrl}/emails/${MessageId}/html`);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox');
    expect(policy).not.toContain('allow-scripts');
    expect(policy).not.toContain('script-src');
  });

  it('holds the codes of other services, the raw message, and all of it over a restart', async () => {
    await sendRaw('ada@example.com');
    await ses.deliverEmail({ to: 'bob@example.com', subject: 'Your code', text: '123456', html: '<b>123456</b>' });
    await stop();
    await start();
    expect((await get('/store?to=bob')).emails).toMatchObject([{ to: ['bob@example.com'], text: '123456' }]);
    const { emails } = await get('/store');
    expect(emails).toHaveLength(2);
    expect(emails[0].events).toMatchObject([{ type: 'Delivery' }]);
    expect(await (await fetch(`${inboxUrl}/emails/${emails[0].id}/raw`)).text()).toBe(
      MIME('ada@example.com').toString(),
    );
    await post('/clear-store', {});
    expect((await get('/store')).emails).toEqual([]);
  });
});
