import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../../../tests/fakes/clock';
import { createInMemoryProfiles } from '../../../../tests/fakes/investor-profiles';
import { sampleProfile } from '../../../../tests/fakes/samples';
import { createInMemorySigner } from '../../../../tests/fakes/token-signer';
import { writeUnsubscribeToken } from '../../../domain/email/unsubscribe-token';
import { TransientError } from '../../../domain/errors';
import type { InvestorProfiles } from '../../../domain/ports';
import { createRequestAnswerer, type UnsubscribeRequest } from './answer-request';

const NOW = '2026-03-30T09:00:00.000Z';
const signer = createInMemorySigner({ '1': 'secret' });
let profiles: InvestorProfiles;
let token: string;

beforeEach(async () => {
  profiles = createInMemoryProfiles();
  await profiles.register(sampleProfile());
  token = await tokenFor('ada');
});

const tokenFor = (investorId: string) =>
  writeUnsubscribeToken({ investorId, digestKey: 'daily#2026-03-30', issuedAt: NOW }, signer);

function request(method: string, withToken: string | null, body?: string): UnsubscribeRequest {
  return {
    requestContext: { http: { method } },
    ...(withToken !== null && { queryStringParameters: { token: withToken } }),
    ...(body !== undefined && { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined,
  };
}

async function ask(event: UnsubscribeRequest, answerRequest = createAnswerer()) {
  return (await answerRequest(event)).answer;
}

const createAnswerer = (deps: { profiles: Pick<InvestorProfiles, 'setEmailStatus'> } = { profiles }) =>
  createRequestAnswerer({ ...deps, signer, clock: new FakeClock(NOW), appUrl: 'https://app.example' });

const status = async () => (await profiles.get('ada'))!.emailStatus;

describe('the unsubscribe link', () => {
  it('stops the email by a mail program’s one-click POST, with an empty answer and no cookie', async () => {
    const answer = await ask(request('POST', token, 'List-Unsubscribe=One-Click'));
    expect(answer).toMatchObject({ statusCode: 200, body: '' });
    expect(JSON.stringify(answer).toLowerCase()).not.toContain('cookie');
    expect(await profiles.get('ada')).toMatchObject({
      emailStatus: 'unsubscribed',
      emailStatusAt: NOW,
      emailStatusReason: 'unsubscribeLink',
    });
    expect(await ask(request('POST', token, 'List-Unsubscribe=One-Click'))).toMatchObject({ statusCode: 200 });
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE'])('changes nothing on %s', async (method) => {
    await ask(request(method, token));
    expect(await status()).toBe('active');
  });

  it('shows a page with one button that posts to the same address, and that loads nothing', async () => {
    const { statusCode, headers, body } = await ask(request('GET', token));
    expect(statusCode).toBe(200);
    expect(headers!['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='; /);
    expect(headers!['referrer-policy']).toBe('no-referrer');
    expect(body!.match(/<form method="post">/g)).toHaveLength(1);
    expect(body).not.toMatch(/<script|src=|<link|@import|url\(/i);
    expect([...body!.matchAll(/href="([^"]+)"/g)].map((match) => match[1])).toEqual([
      'https://app.example/preferences#email',
    ]);
  });

  it('shows after the button that the email is stopped and how to turn it on again', async () => {
    const answer = await ask(request('POST', token, 'List-Unsubscribe=One-Click&from-page=1'));
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<h1>The daily email is stopped</h1>');
    expect(answer.body).toContain('https://app.example/preferences#email');
    expect(await status()).toBe('unsubscribed');
  });

  it('refuses a forged, a missing and a truncated token with the same page', async () => {
    const forged = await writeUnsubscribeToken(
      { investorId: 'ada', digestKey: null, issuedAt: NOW },
      createInMemorySigner({ '1': 'guessed' }),
    );
    const answers = await Promise.all(
      [forged, null, token.slice(0, -1)].flatMap((one) => [ask(request('GET', one)), ask(request('POST', one, ''))]),
    );
    for (const answer of answers) {
      expect(answer.statusCode).toBe(400);
      expect(answer).toEqual(answers[0]);
    }
    expect(await status()).toBe('active');
  });

  it('does not reveal whether the person exists', async () => {
    const gone = await tokenFor('nobody');
    for (const [method, body] of [['GET'], ['POST', 'List-Unsubscribe=One-Click'], ['POST', 'from-page=1']] as const) {
      expect(await ask(request(method, gone, body))).toEqual(await ask(request(method, token, body)));
    }
  });

  it.each(['bounced', 'complained'] as const)('does not replace the status %s', async (graver) => {
    await profiles.setEmailStatus('ada', graver, { code: 'other', detail: 'why' }, NOW);
    expect(await ask(request('POST', token, 'List-Unsubscribe=One-Click'))).toMatchObject({ statusCode: 200 });
    expect(await status()).toBe(graver);
  });

  it('asks to try again when the write failed, and does not say that the email is stopped', async () => {
    const failing = { setEmailStatus: () => Promise.reject(new TransientError('too fast')) };
    const answer = await ask(request('POST', token, 'from-page=1'), createAnswerer({ profiles: failing }));
    expect(answer.statusCode).toBe(503);
    expect(answer.body).not.toContain('is stopped');
  });
});
