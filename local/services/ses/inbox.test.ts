import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mime, ServedSes } from './served-ses';

let served: ServedSes;
beforeEach(async () => {
  served = await ServedSes.start();
});
afterEach(() => served.stop());

describe('the inbox', () => {
  it('reports an email for the operator, and then suppresses the address', async () => {
    const { MessageId } = await served.sendRaw('ada@example.com');
    expect((await served.post(`/emails/${MessageId}/report`, { kind: 'complaint' })).status).toBe(200);
    expect(served.events.at(-1)).toMatchObject({
      'detail-type': 'Email Complaint Received',
      detail: { complaint: { complainedRecipients: [{ emailAddress: 'ada@example.com' }] } },
    });
    served.time += 1000;
    await served.sendRaw('Ada@example.com');
    expect(served.events.at(-1).detail.bounce).toMatchObject({
      bounceType: 'Permanent',
      bounceSubType: 'OnAccountSuppressionList',
    });
    expect((await served.get('/store')).suppressed).toMatchObject([
      { address: 'ada@example.com', reason: 'COMPLAINT' },
    ]);
  });

  it('suppresses no address for a report as not spam or for a transient bounce', async () => {
    const { MessageId } = await served.sendRaw('ada@example.com');
    for (const kind of ['not-spam', 'mislabelled-bounce', 'soft-bounce']) {
      expect((await served.post(`/emails/${MessageId}/report`, { kind })).status).toBe(200);
    }
    expect(served.events.slice(1).map(({ detail }) => detail.complaint ?? detail.bounce)).toMatchObject([
      { complaintFeedbackType: 'not-spam' },
      { bounceType: 'Transient', bouncedRecipients: [{ status: '5.1.1' }] },
      { bounceType: 'Transient', bouncedRecipients: [{ status: '4.2.2' }] },
    ]);
    expect((await served.get('/store')).suppressed).toEqual([]);
  });

  it('rejects changes from another site', async () => {
    const { MessageId } = await served.sendRaw('ada@example.com');
    const path = `/emails/${MessageId}/report`;
    expect((await served.post(path, { kind: 'complaint' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await served.post(path, { kind: 'complaint' }, { 'content-type': 'text/plain' })).status).toBe(403);
    expect((await served.post(path, { kind: 'nonsense' })).status).toBe(400);
  });

  it('serves HTML without scripts', async () => {
    const { MessageId } = await served.sendRaw('ada@example.com');
    const { headers } = await fetch(`${served.inboxUrl}/emails/${MessageId}/html`);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox');
    expect(policy).not.toContain('allow-scripts');
    expect(policy).not.toContain('script-src');
  });

  it('keeps codes of other services and raw messages, even after a restart', async () => {
    await served.sendRaw('ada@example.com');
    await served.ses.deliverEmail({
      to: 'bob@example.com',
      subject: 'Your code',
      text: '123456',
      html: '<b>123456</b>',
    });
    await served.restart();
    expect((await served.get('/store?to=bob')).emails).toMatchObject([{ to: ['bob@example.com'], text: '123456' }]);
    const { emails } = await served.get('/store');
    expect(emails).toHaveLength(2);
    expect(emails[0].events).toMatchObject([{ type: 'Delivery' }]);
    expect(await (await fetch(`${served.inboxUrl}/emails/${emails[0].id}/raw`)).text()).toBe(
      mime('ada@example.com').toString(),
    );
    await served.post('/clear-store', {});
    expect((await served.get('/store')).emails).toEqual([]);
  });
});
