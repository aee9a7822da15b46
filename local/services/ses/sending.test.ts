import { GetSendQuotaCommand, SendEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mime, ServedSes } from './served-ses';

let served: ServedSes;
beforeEach(async () => {
  served = await ServedSes.start();
});
afterEach(() => served.stop());

const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('sending', () => {
  it('puts a raw message into the inbox and reports its delivery like SES', async () => {
    const { MessageId } = await served.sendRaw('ada@example.com');
    const { emails } = await served.get('/store');
    expect(emails).toMatchObject([
      {
        id: MessageId,
        messageId: MessageId,
        from: '"Trial" <news@trial.example>',
        to: ['ada@example.com'],
        destination: { to: ['ada@example.com'] },
        subject: '3 new messages: Acmé',
        text: expect.stringContaining('Hello'),
        body: { html: expect.stringContaining('<p>Hello') },
      },
    ]);
    expect(emails[0].headers).toContainEqual({ name: 'List-Unsubscribe', value: '<https://app.example/stop?t=1>' });
    expect(served.events).toMatchObject([
      {
        source: 'aws.ses',
        'detail-type': 'Email Delivered',
        resources: ['arn:aws:ses:eu-central-1:000000000000:configuration-set/set'],
        detail: {
          eventType: 'Delivery',
          mail: {
            messageId: MessageId,
            destination: ['ada@example.com'],
            commonHeaders: { subject: '3 new messages: Acmé' },
            tags: { order: ['o-1'], 'ses:configuration-set': ['set'], 'ses:operation': ['SendRawEmail'] },
          },
          delivery: { recipients: ['ada@example.com'] },
        },
      },
    ]);
  });

  it('builds the message of a SendEmail request', async () => {
    await served.client.send(
      new SendEmailCommand({
        Source: 'news@trial.example',
        Destination: { ToAddresses: ['ada@example.com'] },
        Message: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'Text' }, Html: { Data: '<b>Html</b>' } } },
      }),
    );
    expect((await served.get('/store')).emails).toMatchObject([
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
  ])('%s results in %j', async (to, types, subType) => {
    await served.sendRaw(to);
    expect(served.events.map(({ detail }) => detail.eventType)).toEqual(types);
    expect(served.events[0].detail.bounce?.bounceSubType).toBe(subType);
    expect((await served.get('/store')).suppressed).toEqual([]);
  });

  it.each([
    [
      'an unverified sender',
      () => served.sendRaw('a@b.example', {}, mime('a@b.example', 'x@other.example')),
      'MessageRejected',
    ],
    [
      'an unknown configuration set',
      () => served.sendRaw('a@b.example', { ConfigurationSetName: 'none' }),
      'ConfigurationSetDoesNotExist',
    ],
    ['no recipient', () => served.sendRaw('', {}, mime('')), 'InvalidParameterValue'],
    ['a recipient without domain', () => served.sendRaw('ada'), 'InvalidParameterValue'],
    [
      'a message over 10 MB',
      () => served.sendRaw('a@b.example', {}, Buffer.concat([mime('a@b.example'), Buffer.alloc(10_485_760, 97)])),
      'InvalidParameterValue',
    ],
  ])('rejects %s, and sends nothing', async (_what, send, code) => {
    expect(await refused(send())).toContain(code);
    expect((await served.get('/store')).emails).toEqual([]);
    expect(served.events).toEqual([]);
  });

  it('throttles above the rate and the daily quota, and returns the quota', async () => {
    const send = () => refused(served.sendRaw('ada@example.com'));
    for (let i = 0; i < 5; i++) expect(await send()).toBe('accepted');
    expect(await send()).toBe('Throttling: Maximum sending rate exceeded.');
    for (let i = 0; i < 15; i++) {
      served.time += 200;
      expect(await send()).toBe('accepted');
    }
    served.time += 1000;
    expect(await send()).toBe('Throttling: Daily message quota exceeded.');
    expect(await served.client.send(new GetSendQuotaCommand({}))).toMatchObject({
      Max24HourSend: 20,
      MaxSendRate: 5,
      SentLast24Hours: 20,
    });
    served.time += 86_400_000;
    expect(await send()).toBe('accepted');
  });

  it('needs permission for the identity and the configuration set', () => {
    const form = new URLSearchParams({
      Action: 'SendRawEmail',
      ConfigurationSetName: 'set',
      'RawMessage.Data': mime('a@b.example').toString('base64'),
    });
    const asked = served.ses.api.authorize({ path: '/', body: Buffer.from(form.toString()) } as never);
    expect(asked).toEqual([
      {
        action: 'ses:SendRawEmail',
        resources: [
          'arn:aws:ses:eu-central-1:000000000000:identity/news@trial.example',
          'arn:aws:ses:eu-central-1:000000000000:configuration-set/set',
        ],
        context: { 'ses:FromAddress': 'news@trial.example' },
      },
    ]);
  });
});
