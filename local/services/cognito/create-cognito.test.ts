import { readFile } from 'node:fs/promises';
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

describe('state', () => {
  it('survives a restart: users, sign-ins and keys', async () => {
    await pool.signUpAndIn();
    const before = (await auth.fetchAuthSession()).tokens!.accessToken.toString();
    const { AuthenticationResult } = await pool.passwordSignIn();
    await pool.restart();
    const request = { ClientId: pool.clientId, RefreshToken: AuthenticationResult.RefreshToken };
    expect(await refused(pool.cognito.verifyToken(before))).toBe('accepted');
    expect(await refused(pool.cognito.call('GetTokensFromRefreshToken', request))).toBe('accepted');
  });

  it('contains neither passwords nor refresh tokens', async () => {
    await pool.signUpAndIn();
    const { AuthenticationResult } = await pool.passwordSignIn();
    const text = await readFile(pool.usersFile, 'utf8');
    expect(text).toContain(EMAIL);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(AuthenticationResult.RefreshToken);
  });
});

describe('the API', () => {
  it('does not serve administration to browsers', async () => {
    const answer = await fetch(pool.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ListUsers' },
      body: JSON.stringify({ UserPoolId: pool.id }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('serves administration to a function with a grant on the pool', async () => {
    const request = {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser' },
      body: Buffer.from(JSON.stringify({ UserPoolId: pool.id, Username: EMAIL })),
      principal: { arn: 'arn:aws:iam::000000000000:role/operator' },
    };
    expect(pool.cognito.api.authorize(request)).toEqual([
      { action: 'cognito-idp:AdminGetUser', resources: [pool.cognito.pools[0]!.arn] },
    ]);
    await pool.signUp();
    const { status, body } = await pool.cognito.api.handle(request);
    expect([status, JSON.parse(String(body)).UserStatus]).toEqual([200, 'UNCONFIRMED']);
  });

  it('warns at the start of what it does not serve', async () => {
    await pool.restart({
      changes: { pool: { MfaConfiguration: 'ON', LambdaConfig: { PreSignUp: 'arn', KMSKeyID: 'arn' } } },
    });
    expect(pool.trial.events.map((event) => 'message' in event && event.message)).toEqual([
      'UserPool: the Cognito trigger PreSignUp does not run on the local runner',
      'UserPool: the local runner does not serve multi-factor sign-in; one factor is enough',
    ]);
  });
});
