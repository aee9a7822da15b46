import { getDiffieHellman } from 'node:crypto';
import { UserPool } from 'cognito-srp';
import { describe, expect, it } from 'vitest';
import { createVerifier, openChallenge, parseTimestamp, passwordMatches } from './srp';

/* cognito-srp's client is a second opinion on the protocol, next to the Amplify library in create-cognito.test.ts. */

const POOL = 'AbCdEfGhI';
const USER = { username: 'ada', password: 'Analytical-Engine-1843' };
const TIMESTAMP = 'Mon Nov 3 07:05:09 UTC 2026';

/**
 * Whether the proof is accepted. cognito-srp hashes A and S at their full width, where Cognito and Amplify leave leading
 * zeros out: it begins again when one of the two has any (see sign-in.test.ts for those).
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

  it('gives its public key in whole bytes, also when it begins with zero', () => {
    const stored = createVerifier(POOL, USER.username, USER.password);
    const keys = Array.from({ length: 40 }, () => openChallenge(POOL, USER.username, stored, 'abc').publicKey);
    for (const key of keys) expect(key).toMatch(/^([0-9a-f]{2})+$/);
  });

  it('refuses the proof of another password, and an altered one', async () => {
    expect(await prove(`${USER.password}x`)).toBe(false);
    const altered = (signature: string) => (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    expect(await prove(USER.password, altered)).toBe(false);
    expect(await prove(USER.password, () => '')).toBe(false);
  });

  it('refuses client keys that would need no password', () => {
    const stored = createVerifier(POOL, USER.username, USER.password);
    const prime = getDiffieHellman('modp15').getPrime('hex');
    for (const key of ['0', '000000', prime, 'not hexadecimal', ''])
      expect(() => openChallenge(POOL, USER.username, stored, key), key).toThrow(RangeError);
  });
});

describe('a verifier', () => {
  it('is salted and fits only its own name and password', () => {
    const stored = createVerifier(POOL, USER.username, USER.password);
    expect(createVerifier(POOL, USER.username, USER.password)).not.toEqual(stored);
    expect(passwordMatches(POOL, USER.username, USER.password, stored)).toBe(true);
    expect(passwordMatches(POOL, USER.username, 'Other-Password-1', stored)).toBe(false);
    expect(passwordMatches(POOL, 'bob', USER.password, stored)).toBe(false);
  });
});

describe('the timestamp of a proof', () => {
  it('is read as Cognito writes it', () => {
    expect(parseTimestamp(TIMESTAMP)?.toISOString()).toBe('2026-11-03T07:05:09.000Z');
  });

  it.each(['Mon Nov 03 07:05:09 UTC 2026', '2026-11-03T07:05:09Z', 'Mon Nov 3 07:05:09 CET 2026', ''])(
    'is refused in another form: %s',
    (text) => expect(parseTimestamp(text)).toBeNull(),
  );
});
