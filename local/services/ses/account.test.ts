import { GetIdentityVerificationAttributesCommand } from '@aws-sdk/client-ses';
import { afterEach, describe, expect, it } from 'vitest';
import type { SesAccountSettings } from '../../settings';
import { mime, ServedSes } from './served-ses';

let served: ServedSes | undefined;
const start = async (account: Partial<SesAccountSettings>) => (served = await ServedSes.start(account));
afterEach(async () => {
  await served?.stop();
  served = undefined;
});

const rejected = (addresses: string) => ({
  name: 'MessageRejected',
  message: `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${addresses}`,
});

describe('an account in the sandbox', () => {
  it('rejects recipients that are not verified, and sends nothing', async () => {
    const ses = await start({ sandbox: true });
    await expect(ses.sendRaw('ada@example.com')).rejects.toMatchObject(rejected('ada@example.com'));
    expect((await ses.get('/store')).emails).toEqual([]);
  });

  it.each([
    ['an address of the account', 'Ada@example.com', ['ada@example.com']],
    ['an address of a domain of the account', 'ada@example.com', ['example.com']],
    ['the mailbox simulator', 'success@simulator.amazonses.com', []],
  ])('sends to %s', async (_, to, identities) => {
    const ses = await start({ sandbox: true, identities });
    await ses.sendRaw(to);
    expect((await ses.get('/store')).emails).toMatchObject([{ to: [to] }]);
  });
});

describe('an identity that a template creates', () => {
  it('sends nothing until it is verified', async () => {
    const ses = await start({ verifiesCreated: false });
    await expect(ses.sendRaw('ada@example.com')).rejects.toMatchObject(rejected('news@trial.example'));
    const { VerificationAttributes } = await ses.client.send(
      new GetIdentityVerificationAttributesCommand({ Identities: ['news@trial.example', 'no@trial.example'] }),
    );
    expect(VerificationAttributes).toEqual({ 'news@trial.example': { VerificationStatus: 'Pending' } });
  });

  it('can send from a verified domain of the account meanwhile', async () => {
    const ses = await start({ verifiesCreated: false, identities: ['trial.example'] });
    await ses.sendRaw('ada@example.com');
    expect((await ses.get('/store')).emails).toHaveLength(1);
  });

  it('is refused when the account has it', async () => {
    await expect(ServedSes.start({ identities: ['News@Trial.example'] })).rejects.toThrow(
      'Email identity news@trial.example already exist.',
    );
  });
});

describe('the permission to send', () => {
  const identity = (name: string) => `arn:aws:ses:eu-central-1:000000000000:identity/${name}`;
  const needed = async (identities: string[], parameters: Record<string, string>) => {
    const { ses } = await start({ identities });
    const [permission] = ses.api.authorize({
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.from(new URLSearchParams(parameters).toString()),
      principal: { arn: 'arn:aws:iam::000000000000:role/send-email' },
    });
    return permission;
  };
  const raw = { Action: 'SendRawEmail', 'RawMessage.Data': mime('Ada <ada@example.com>').toString('base64') };

  it.each([
    ['has no identity', ['other.example'], []],
    ['is an identity', ['ada@example.com'], [identity('ada@example.com')]],
    ['is of a domain that is one', ['example.com'], [identity('example.com')]],
  ])("covers the sender's identity, and the recipient's when the recipient %s", async (_, identities, recipients) => {
    expect(await needed(identities, raw)).toEqual({
      action: 'ses:SendRawEmail',
      resources: [identity('news@trial.example'), ...recipients],
      context: { 'ses:FromAddress': 'news@trial.example' },
    });
  });

  it('covers the recipients of the envelope instead of those of the headers', async () => {
    const envelope = { ...raw, 'Destinations.member.1': 'bob@example.org' };
    expect((await needed(['ada@example.com', 'bob@example.org'], envelope))!.resources).toEqual([
      identity('news@trial.example'),
      identity('bob@example.org'),
    ]);
  });
});
