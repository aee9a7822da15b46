import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TokenSigner } from '../ports';
import { readUnsubscribeToken, unsubscribeUrl, writeUnsubscribeToken } from './unsubscribe-token';

const ADA = { investorId: 'ada', digestKey: 'daily#2026-03-30', issuedAt: '2026-03-30T06:00:02.000Z' };
/** Signs with the last key and verifies with all. */
function signerWith(keys: Record<string, string>): TokenSigner {
  const keyId = Object.keys(keys).at(-1)!;
  const macOf = (text: string, id: string) => new Uint8Array(createHmac('sha256', keys[id]!).update(text).digest());
  return {
    sign: async (text) => ({ keyId, mac: macOf(text, keyId) }),
    verify: async (text, id, mac) => id in keys && Buffer.from(macOf(text, id)).equals(mac),
  };
}

const signer = signerWith({ '1': 'first' });

describe('an unsubscribe token', () => {
  it('contains the investor, the digest and the id of its key', async () => {
    const token = await writeUnsubscribeToken(ADA, signer);
    expect(token).toMatch(/^v1\.1\.[\w-]+\.[\w-]{43}$/);
    expect(await readUnsubscribeToken(token, signer)).toEqual(ADA);
    const withoutDigest = { ...ADA, digestKey: null, investorId: 'ádá/+🚀' };
    expect(await readUnsubscribeToken(await writeUnsubscribeToken(withoutDigest, signer), signer)).toEqual(
      withoutDigest,
    );
  });

  it('is refused when any one character is changed', async () => {
    const token = await writeUnsubscribeToken(ADA, signer);
    const accepted: string[] = [];
    for (let i = 0; i < token.length; i++) {
      for (const other of ['A', 'B', '0', '_', '.']) {
        const altered = token.slice(0, i) + other + token.slice(i + 1);
        if (altered !== token && (await readUnsubscribeToken(altered, signer))) accepted.push(altered);
      }
    }
    expect(accepted).toEqual([]);
  });

  it('cannot be made for another investor with the MAC of one’s own token', async () => {
    const [version, key, , mac] = (await writeUnsubscribeToken(ADA, signer)).split('.');
    const grace = (await writeUnsubscribeToken({ ...ADA, investorId: 'grace' }, signer)).split('.')[2];
    expect(await readUnsubscribeToken([version, key, grace, mac].join('.'), signer)).toBeNull();
  });

  it('cannot be signed with another key or for another purpose', async () => {
    const forged = await writeUnsubscribeToken(ADA, signerWith({ '1': 'guessed' }));
    expect(await readUnsubscribeToken(forged, signer)).toBeNull();
    const [version, key, content] = (await writeUnsubscribeToken(ADA, signer)).split('.');
    const { mac } = await signer.sign(`other.v1.${content}`);
    const reused = [version, key, content, Buffer.from(mac).toString('base64url')].join('.');
    expect(await readUnsubscribeToken(reused, signer)).toBeNull();
  });

  it('of an older key is valid only while the signer has that key', async () => {
    const token = await writeUnsubscribeToken(ADA, signer);
    const rotated = signerWith({ '1': 'first', '2': 'second' });
    expect(await readUnsubscribeToken(token, rotated)).toEqual(ADA);
    expect(await writeUnsubscribeToken(ADA, rotated)).toMatch(/^v1\.2\./);
    expect(await readUnsubscribeToken(token, signerWith({ '2': 'second' }))).toBeNull();
  });

  it.each(['', 'v1', 'v1...', 'v2.1.WyJhZGEi.AAAA', 'v1.1.!.AAAA', 'v1.1.A.A', 'x'.repeat(2000), 'v1.1.a.b.c'])(
    'is not %j',
    async (text) => expect(await readUnsubscribeToken(text, signer)).toBeNull(),
  );

  it('is unchanged in the address', async () => {
    const token = await writeUnsubscribeToken(ADA, signer);
    const url = new URL(unsubscribeUrl('https://stop.example/', token));
    expect(url.searchParams.get('token')).toBe(token);
    expect(url.href).toBe(`https://stop.example/?token=${token}`);
  });
});
