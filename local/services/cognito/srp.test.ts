import { getDiffieHellman } from 'node:crypto';
import { UserPool } from 'cognito-srp';
import { describe, expect, it } from 'vitest';
import { createVerifier, openChallenge, parseTimestamp, passwordMatches } from './srp';

/* cognito-srp's client is a second implementation of the protocol, besides the Amplify library in sign-in.test.ts. */

const POOL = 'AbCdEfGhI';
const USER = { username: 'ada', password: 'Analytical-Engine-1843' };
const TIMESTAMP = 'Mon Nov 3 07:05:09 UTC 2026';

/**
 * Whether the proof is accepted. cognito-srp hashes A and S at their full width, but Cognito and Amplify omit leading
 * zeros. With leading zeros the attempt is repeated; sign-in.test.ts covers them.
 */
async function prove(password: string, tamper: (signature: string) => string = (same) => same): Promise<boolean> {
  const stored = createVerifier(POOL, USER.username, USER.password);
  const client = await new UserPool(POOL).getClientChallenge({ ...USER, password });
  const challenge = openChallenge(POOL, USER.username, stored, client.calculateA().toString('hex'));
  const session = client.getSession(challenge.publicKey, stored.salt);
  if (client.calculateA()[0] === 0 || session['key'][0] === 0) return prove(password, tamper);
  const signature = tamper(session.calculateSignature(challenge.secretBlock, TIMESTAMP));
  return challenge.checks({ signature, timestamp: TIMESTAMP });
}

describe('an SRP challenge', () => {
  it('accepts the proof of the right password', async () => {
    for (let i = 0; i < 4; i++) expect(await prove(USER.password)).toBe(true);
  });

  it('has a public key of whole bytes, even with a leading zero', () => {
    const stored = createVerifier(POOL, USER.username, USER.password);
    const keys = Array.from({ length: 40 }, () => openChallenge(POOL, USER.username, stored, 'abc').publicKey);
    for (const key of keys) expect(key).toMatch(/^([0-9a-f]{2})+$/);
  });

  it('rejects the proof of another password, and an altered one', async () => {
    expect(await prove(`${USER.password}x`)).toBe(false);
    const altered = (signature: string) => (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    expect(await prove(USER.password, altered)).toBe(false);
    expect(await prove(USER.password, () => '')).toBe(false);
  });

  it('rejects client keys that would sign in without a password', () => {
    const stored = createVerifier(POOL, USER.username, USER.password);
    const prime = getDiffieHellman('modp15').getPrime('hex');
    for (const key of ['0', '000000', prime, 'not hexadecimal', ''])
      expect(() => openChallenge(POOL, USER.username, stored, key), key).toThrow(RangeError);
  });
});

describe('a verifier', () => {
  it('is salted and matches only its own name and password', () => {
    const stored = createVerifier(POOL, USER.username, USER.password);
    expect(createVerifier(POOL, USER.username, USER.password)).not.toEqual(stored);
    expect(passwordMatches(POOL, USER.username, USER.password, stored)).toBe(true);
    expect(passwordMatches(POOL, USER.username, 'Other-Password-1', stored)).toBe(false);
    expect(passwordMatches(POOL, 'bob', USER.password, stored)).toBe(false);
  });
});

describe('the timestamp of a proof', () => {
  it('has the format of Cognito', () => {
    expect(parseTimestamp(TIMESTAMP)?.toISOString()).toBe('2026-11-03T07:05:09.000Z');
  });

  it.each(['Mon Nov 03 07:05:09 UTC 2026', '2026-11-03T07:05:09Z', 'Mon Nov 3 07:05:09 CET 2026', ''])(
    'is rejected in another format: %s',
    (text) => expect(parseTimestamp(text)).toBeNull(),
  );
});
