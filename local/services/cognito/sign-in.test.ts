import * as auth from 'aws-amplify/auth';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMAIL, PASSWORD, refused, ServedPool } from './served-pool';

/* The Amplify library of the browser, unmodified, against the served pool. */

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let pool: ServedPool;
beforeEach(async () => {
  pool = await ServedPool.start();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  return pool.stop();
});

describe('signing in', () => {
  it('accepts a public key with leading zeros', async () => {
    await pool.signUpAndIn();
    await auth.signOut();
    // The library draws a secret of 32 words. The secret 5 gives the public key 2 to the power of 5.
    const random = vi.spyOn(globalThis.crypto, 'getRandomValues');
    for (let word = 1; word <= 32; word++) {
      random.mockImplementationOnce((numbers) => (numbers as Uint32Array).fill(word === 32 ? 5 : 0) as typeof numbers);
    }
    expect((await auth.signIn({ username: EMAIL, password: PASSWORD })).isSignedIn).toBe(true);
    expect(random.mock.calls.length).toBeGreaterThanOrEqual(32);
  });

  it('gives the same answer to a wrong password and to an unknown address', async () => {
    await pool.signUp();
    await auth.confirmSignUp({ username: EMAIL, confirmationCode: pool.code });
    const answer = 'NotAuthorizedException: Incorrect username or password.';
    for (const authFlowType of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] as const) {
      const attempt = (username: string) =>
        refused(auth.signIn({ username, password: `${PASSWORD}x`, options: { authFlowType } }));
      expect(await attempt(EMAIL)).toBe(answer);
      expect(await attempt('nobody@example.com')).toBe(answer);
    }
  });

  it('asks an unconfirmed user to confirm, but only with the right password', async () => {
    await pool.signUp();
    expect((await auth.signIn({ username: EMAIL, password: PASSWORD })).nextStep.signInStep).toBe('CONFIRM_SIGN_UP');
    expect(await refused(auth.signIn({ username: EMAIL, password: `${PASSWORD}x` }))).toContain('NotAuthorized');
  });

  it('locks the user for a time after five wrong passwords', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await pool.signUpAndIn();
    await auth.signOut();
    for (let i = 0; i < 5; i++) expect(await refused(pool.passwordSignIn('Wrong-Password-1'))).toContain('Incorrect');
    const answer = 'NotAuthorizedException: Password attempts exceeded';
    expect(await refused(pool.passwordSignIn())).toBe(answer);
    expect(await refused(auth.signIn({ username: EMAIL, password: PASSWORD }))).toBe(answer);
    pool.advance(1001);
    expect((await auth.signIn({ username: EMAIL, password: PASSWORD })).isSignedIn).toBe(true);
  });

  it('serves only the flows that the client enables', async () => {
    await pool.restart({ changes: { client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } } });
    expect(
      await refused(
        auth.signIn({ username: EMAIL, password: PASSWORD, options: { authFlowType: 'USER_PASSWORD_AUTH' } }),
      ),
    ).toBe('InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client');
  });

  it('asks an invited user for a new password', async () => {
    const UserPoolId = pool.id;
    await pool.cognito.call('AdminCreateUser', { UserPoolId, Username: EMAIL });
    const temporary = / is (\S+)\.$/.exec(pool.inbox.at(-1)!.text)![1]!;
    const { nextStep } = await auth.signIn({ username: EMAIL, password: temporary });
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
    expect(await refused(auth.confirmSignIn({ challengeResponse: 'weak' }))).toContain('InvalidPasswordException');
    expect((await auth.confirmSignIn({ challengeResponse: PASSWORD })).isSignedIn).toBe(true);
  });
});
