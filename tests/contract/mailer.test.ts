import { simpleParser } from 'mailparser';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSesMailer } from '../../amplify/adapters/ses-mailer';
import { readMessageTags } from '../../amplify/adapters/ses-message-tags';
import { TransientError } from '../../amplify/domain/errors';
import type { DigestEmail, Mailer } from '../../amplify/domain/ports';
import { accept, clientAt, refuse, startSesDouble, type SesDouble } from './mailer-ses-double';

const EMAIL: DigestEmail = {
  to: 'investor@example.com',
  subject: '2 new matches: Ångström and 株式会社',
  html: '<!doctype html><p>Grüße 🚀</p>\n',
  text: 'Grüße 🚀\n\nFrom the very start\n.\nend\n',
  unsubscribeUrl: 'https://api.example.com/unsubscribe?token=a.b-c_d',
  tags: { investorId: '0b7c-4f_x', digestKey: 'daily#2026-11-22' },
};

const from = 'Firstlight <hello@example.com>';
let ses: SesDouble;
let mailer: Mailer;
beforeAll(async () => {
  ses = await startSesDouble();
  mailer = createSesMailer({ client: ses.client, from, configurationSet: 'digests', replyTo: 'team@example.com' });
});
afterAll(() => ses.close());
beforeEach(() => {
  ses.calls.length = 0;
  ses.answer = accept('message-1');
});

describe('a message that SES accepts', () => {
  test('is sent, and has the message id of SES', async () => {
    expect(await mailer.send(EMAIL)).toEqual({ outcome: 'sent', messageId: 'message-1' });
    expect(ses.calls).toHaveLength(1);
  });

  test('arrives with the same subject, text and HTML', async () => {
    await mailer.send(EMAIL);
    const arrived = await simpleParser(ses.calls[0]!.raw);
    expect(arrived.subject).toBe(EMAIL.subject);
    expect(arrived.text).toBe(EMAIL.text);
    expect(arrived.html).toBe(EMAIL.html);
    expect(arrived.from?.text).toBe('"Firstlight" <hello@example.com>');
    expect(arrived.replyTo?.text).toBe('team@example.com');
  });

  test('is sent to exactly one recipient, for any address', async () => {
    for (const to of [EMAIL.to, 'a@example.com, b@example.com', 'a@example.com\r\nBcc: b@example.com']) {
      ses.calls.length = 0;
      await mailer.send({ ...EMAIL, to });
      expect(ses.calls[0]!.destinations).toEqual([to]);
      const arrived = await simpleParser(ses.calls[0]!.raw);
      expect(arrived.headers.has('bcc')).toBe(false);
      expect([arrived.to].flat()[0]?.value).toHaveLength(1);
    }
  });

  test('has tags from which SES events give the digest', async () => {
    for (const tags of [EMAIL.tags, { investorId: 'ü/_%', digestKey: 'instant#01JDABC' }]) {
      ses.calls.length = 0;
      await mailer.send({ ...EMAIL, tags });
      const received = ses.calls[0]!.tags;
      for (const value of Object.values(received)) expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
      const reported = Object.fromEntries(Object.entries(received).map(([name, value]) => [name, [value]]));
      expect(readMessageTags({ ...reported, 'ses:source-ip': ['127.0.0.1'] })).toEqual(tags);
    }
  });

  test('uses the configuration set that publishes its events', async () => {
    await mailer.send(EMAIL);
    expect(ses.calls[0]!.configurationSet).toBe('digests');
  });

  test('has the headers of a one-click unsubscription when there is an address (RFC 8058)', async () => {
    await mailer.send(EMAIL);
    const headers = ses.calls[0]!.raw.toString().split('\r\n\r\n')[0]!;
    expect(headers).toContain(`List-Unsubscribe: <${EMAIL.unsubscribeUrl}>`);
    expect(headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    await mailer.send({ ...EMAIL, unsubscribeUrl: null });
    expect(ses.calls[1]!.raw.toString()).not.toContain('List-Unsubscribe');
  });

  test('has the unsubscribe mailbox as well when there is one (RFC 2369)', async () => {
    const unsubscribeMailbox = 'stop@example.com';
    await createSesMailer({ client: ses.client, from, configurationSet: 'digests', unsubscribeMailbox }).send(EMAIL);
    expect(ses.calls[0]!.raw.toString()).toContain(
      `\r\nList-Unsubscribe: <${EMAIL.unsubscribeUrl}>, <mailto:stop@example.com?subject=a.b-c_d>\r\n`,
    );
  });

  test('keeps a long unsubscribe address on one line', async () => {
    const unsubscribeUrl = `https://api.example.com/unsubscribe?token=${'x'.repeat(300)}`;
    await mailer.send({ ...EMAIL, unsubscribeUrl });
    expect(ses.calls[0]!.raw.toString()).toContain(`\r\nList-Unsubscribe: <${unsubscribeUrl}>\r\n`);
  });
});

describe('a message that SES refuses', () => {
  test.each([
    [400, 'MessageRejected', 'Email address is not verified.'],
    [400, 'MailFromDomainNotVerifiedException', 'The MAIL FROM domain is not verified.'],
    [400, 'ConfigurationSetDoesNotExist', 'Configuration set digests does not exist.'],
    [400, 'ConfigurationSetSendingPausedException', 'Sending is paused for the configuration set.'],
    [400, 'AccountSendingPausedException', 'Sending is paused for this account.'],
    [400, 'InvalidParameterValue', 'Missing final @domain'],
    [403, 'AccessDenied', 'User is not authorized to perform ses:SendRawEmail'],
  ])('is rejected, with the reason: %i %s', async (status, code, message) => {
    ses.answer = refuse(status, code, message);
    const result = await mailer.send(EMAIL);
    const detail = expect.stringContaining(message);
    expect(result).toMatchObject({ outcome: 'rejected', reason: { code: 'refused', detail } });
    expect(ses.calls).toHaveLength(1);
  });
});

describe('a message that was certainly not sent', () => {
  test.each([
    [400, 'Throttling', 'Maximum sending rate exceeded.'],
    [400, 'Throttling', 'Daily message quota exceeded.'],
    [400, 'ThrottlingException', 'Rate exceeded'],
    [429, 'TooManyRequestsException', 'Too many requests'],
  ])('may be retried: %i %s', async (status, code, message) => {
    ses.answer = refuse(status, code, message);
    await expect(mailer.send(EMAIL)).rejects.toThrow(TransientError);
    expect(ses.calls).toHaveLength(1);
  });

  test('may be retried when SES could not be reached', async () => {
    const unreachable = createSesMailer({ client: clientAt('http://127.0.0.1:1'), from, configurationSet: 'digests' });
    await expect(unreachable.send(EMAIL)).rejects.toThrow(TransientError);
  });
});

describe('a message that may have been sent', () => {
  test.each<[what: string, answer: (response: ServerResponse) => void]>([
    ['SES fails: 500', refuse(500, 'InternalFailure', 'Internal failure')],
    ['SES fails: 503', refuse(503, 'ServiceUnavailable', 'Unavailable')],
    ['SES times out: 408', refuse(408, 'RequestTimeout', 'Timed out')],
    ['the connection breaks', (response) => response.destroy()],
    ['the answer is not valid', (response) => response.end('<html>proxy</html>')],
    ['the answer has no message id', accept('')],
  ])('is unknown and not retried when %s', async (_, answer) => {
    ses.answer = answer;
    expect(await mailer.send(EMAIL)).toMatchObject({ outcome: 'unknown' });
    expect(ses.calls).toHaveLength(1);
  });

  test('is unknown and not retried without an answer', async () => {
    ses.answer = () => {};
    const settings = { client: ses.client, from, configurationSet: 'digests', answerWithinMs: 500 };
    expect(await createSesMailer(settings).send(EMAIL)).toMatchObject({ outcome: 'unknown' });
    expect(ses.calls).toHaveLength(1);
  });
});

test('a client that retries is refused', async () => {
  const retrying = createSesMailer({ client: clientAt('http://127.0.0.1:1', 3), from, configurationSet: 'digests' });
  await expect(retrying.send(EMAIL)).rejects.toThrow(/maxAttempts: 1/);
});

test.each<Record<string, string[]>>([
  {},
  { investorId: ['a'] },
  { investorId: ['a'], digestKey: ['b_zz'] },
  { investorId: [''], digestKey: ['b'] },
])('tags of other messages give no digest: %j', (tags) => expect(readMessageTags(tags)).toBeNull());
