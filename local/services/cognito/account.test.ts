import * as auth from 'aws-amplify/auth';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMAIL, PASSWORD, refused, ServedPool } from './served-pool';

/* The Amplify library of the browser, unmodified, against the served pool. */

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let pool: ServedPool;
beforeEach(async () => {
  pool = await ServedPool.start();
});
afterEach(() => pool.stop());

describe('the account', () => {
  it('resets its password with an emailed code', async () => {
    await pool.signUpAndIn();
    await auth.signOut();
    const { nextStep } = await auth.resetPassword({ username: EMAIL });
    expect(nextStep.resetPasswordStep).toBe('CONFIRM_RESET_PASSWORD_WITH_CODE');
    const newPassword = 'Difference-Engine-1822';
    await auth.confirmResetPassword({ username: EMAIL, confirmationCode: pool.code, newPassword });
    expect(pool.trial.invocations.at(-1)!.payload.triggerSource).toBe('PostConfirmation_ConfirmForgotPassword');
    expect(await refused(auth.signIn({ username: EMAIL, password: PASSWORD }))).toContain('NotAuthorized');
    expect((await auth.signIn({ username: EMAIL, password: newPassword })).isSignedIn).toBe(true);
  });

  it('does not disclose whether an address has an account', async () => {
    const { nextStep } = await auth.resetPassword({ username: 'nobody@example.com' });
    expect(nextStep.codeDeliveryDetails.destination).toBe('n***@e***');
    expect(await auth.resendSignUpCode({ username: 'nobody@example.com' })).toMatchObject({
      destination: 'n***@e***',
    });
    expect(pool.inbox).toEqual([]);
  });

  it('changes its password', async () => {
    await pool.signUpAndIn();
    const newPassword = 'Difference-Engine-1822';
    expect(await refused(auth.updatePassword({ oldPassword: 'Wrong-Password-1', newPassword }))).toContain(
      'NotAuthorized',
    );
    await auth.updatePassword({ oldPassword: PASSWORD, newPassword });
    await auth.signOut();
    expect((await auth.signIn({ username: EMAIL, password: newPassword })).isSignedIn).toBe(true);
  });

  it('keeps its email address until the new one is verified', async () => {
    await pool.signUpAndIn();
    await auth.updateUserAttribute({ userAttribute: { attributeKey: 'email', value: 'lovelace@example.com' } });
    expect(pool.inbox.at(-1)!.to).toBe('lovelace@example.com');
    expect((await auth.fetchUserAttributes()).email).toBe(EMAIL);
    await auth.confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: pool.code });
    expect(await auth.fetchUserAttributes()).toMatchObject({ email: 'lovelace@example.com', email_verified: 'true' });
    await auth.signOut();
    expect((await auth.signIn({ username: 'lovelace@example.com', password: PASSWORD })).isSignedIn).toBe(true);
  });

  it('is deleted', async () => {
    await pool.signUpAndIn();
    await auth.deleteUser();
    expect(await refused(auth.signIn({ username: EMAIL, password: PASSWORD }))).toContain('NotAuthorized');
    expect(await pool.cognito.call('ListUsers', { UserPoolId: pool.id })).toEqual({ Users: [] });
  });
});
