import * as auth from 'aws-amplify/auth';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMAIL, PASSWORD, refused, ServedPool } from './served-pool';
import { POST_CONFIRMATION } from './trial-pool';

/* The Amplify library of the browser, unmodified, against the served pool. */

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let pool: ServedPool;
beforeEach(async () => {
  pool = await ServedPool.start();
});
afterEach(() => pool.stop());

describe('signing up', () => {
  it('emails a code, confirms with it, runs the trigger and signs in with SRP', async () => {
    const { nextStep, userId } = await pool.signUp();
    expect(nextStep).toMatchObject({
      signUpStep: 'CONFIRM_SIGN_UP',
      codeDeliveryDetails: { attributeName: 'email', deliveryMedium: 'EMAIL', destination: 'a***@e***' },
    });
    expect(pool.inbox).toEqual([
      { to: EMAIL, subject: 'Your code', text: `Your code is ${pool.code}`, html: `Your code is <b>${pool.code}</b>` },
    ]);
    await auth.confirmSignUp({ username: EMAIL, confirmationCode: pool.code });
    expect(pool.trial.invocations).toEqual([
      {
        fn: POST_CONFIRMATION,
        principal: { arn: 'cognito-idp.amazonaws.com', sourceArn: pool.cognito.pools[0]!.arn },
        payload: {
          version: '1',
          region: 'eu-central-1',
          userPoolId: pool.id,
          userName: userId,
          callerContext: { awsSdkVersion: expect.any(String), clientId: pool.clientId },
          triggerSource: 'PostConfirmation_ConfirmSignUp',
          request: {
            userAttributes: {
              sub: userId,
              email: EMAIL,
              email_verified: 'true',
              'cognito:user_status': 'CONFIRMED',
            },
          },
          response: {},
        },
      },
    ]);
    const { isSignedIn } = await auth.signIn({ username: EMAIL, password: PASSWORD });
    expect(isSignedIn).toBe(true);
    expect(await auth.getCurrentUser()).toMatchObject({ userId, signInDetails: { loginId: EMAIL } });
    expect(await auth.fetchUserAttributes()).toEqual({ sub: userId, email: EMAIL, email_verified: 'true' });
  });

  it('rejects a second account for an address, in upper or lower case', async () => {
    await pool.signUp();
    expect(await refused(pool.signUp('ADA@example.com'))).toBe(
      'UsernameExistsException: An account with the given email already exists.',
    );
  });

  it.each([
    ['Short1!', 'Password not long enough'],
    ['lowercase-only-1', 'Password must have uppercase characters'],
    ['UPPERCASE-ONLY-1', 'Password must have lowercase characters'],
    ['No-Digits-In-Here', 'Password must have numeric characters'],
    ['NoSymbolsInHere1', 'Password must have symbol characters'],
  ])('rejects the password %s', async (password, missing) => {
    expect(await refused(pool.signUp(EMAIL, password))).toBe(
      `InvalidPasswordException: Password did not conform with policy: ${missing}`,
    );
  });

  it('rejects attributes that only a code can set', async () => {
    const attempt = auth.signUp({
      username: EMAIL,
      password: PASSWORD,
      options: { userAttributes: { email: EMAIL, email_verified: 'true' } as never },
    });
    expect(await refused(attempt)).toContain('NotAuthorizedException');
  });

  it('reports a wrong code, and locks after five of them', async () => {
    await pool.signUp();
    const wrong = pool.code === '000000' ? '111111' : '000000';
    const enter = (confirmationCode: string) => refused(auth.confirmSignUp({ username: EMAIL, confirmationCode }));
    for (let i = 0; i < 5; i++)
      expect(await enter(wrong)).toBe('CodeMismatchException: Invalid verification code provided, please try again.');
    expect(await enter(pool.code)).toBe('LimitExceededException: Attempt limit exceeded, please try after some time.');
    pool.advance(3_600_001);
    expect(await enter(pool.code)).toBe('accepted');
  });

  it('resends a code, which replaces the previous one', async () => {
    await pool.signUp();
    const first = pool.code;
    do await auth.resendSignUpCode({ username: EMAIL });
    while (pool.code === first);
    expect(await refused(auth.confirmSignUp({ username: EMAIL, confirmationCode: first }))).toContain('CodeMismatch');
    expect(await refused(auth.confirmSignUp({ username: EMAIL, confirmationCode: pool.code }))).toBe('accepted');
  });

  it('rejects a code older than a day', async () => {
    await pool.signUp();
    pool.advance(24 * 3_600_000);
    expect(await refused(auth.confirmSignUp({ username: EMAIL, confirmationCode: pool.code }))).toBe(
      'ExpiredCodeException: Invalid code provided, please request a code again.',
    );
  });

  it('confirms the user even if the trigger fails, and returns its error', async () => {
    await pool.restart({
      trigger: () => {
        throw new Error('no table');
      },
    });
    await pool.signUp();
    expect(await refused(auth.confirmSignUp({ username: EMAIL, confirmationCode: pool.code }))).toBe(
      'UserLambdaValidationException: PostConfirmation failed with error no table.',
    );
    expect((await auth.signIn({ username: EMAIL, password: PASSWORD })).isSignedIn).toBe(true);
  });
});
