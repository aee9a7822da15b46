import * as auth from 'aws-amplify/auth';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMAIL, PASSWORD, refused, ServedPool } from './served-pool';
import { openSigningKey, signJwt } from './tokens';

/* The Amplify library of the browser, unmodified, against the served pool. */

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let pool: ServedPool;
beforeEach(async () => {
  pool = await ServedPool.start();
});
afterEach(() => {
  vi.useRealTimers();
  return pool.stop();
});

describe('tokens', () => {
  it('have the claims of Cognito', async () => {
    await pool.signUpAndIn();
    await auth.signOut();
    const UserPoolId = pool.id;
    await pool.cognito.call('AdminAddUserToGroup', { UserPoolId, Username: EMAIL, GroupName: 'ADMINS' });
    await auth.signIn({ username: EMAIL, password: PASSWORD });
    const { tokens } = await auth.fetchAuthSession();
    const id = await pool.cognito.verifyToken(tokens!.idToken!.toString());
    const access = await pool.cognito.verifyToken(tokens!.accessToken.toString());
    const iss = `https://cognito-idp.eu-central-1.amazonaws.com/${UserPoolId}`;
    const groups = { 'cognito:groups': ['ADMINS'] };
    expect(id).toMatchObject({
      iss,
      aud: pool.clientId,
      token_use: 'id',
      email: EMAIL,
      email_verified: true,
      ...groups,
    });
    expect(id['cognito:username']).toBe(id.sub);
    expect(access).toMatchObject({ iss, client_id: pool.clientId, token_use: 'access', username: id.sub, ...groups });
    expect(access.exp - access.iat).toBe(3600);
  });

  it('are refreshed, and rejected after signing out revoked them', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await pool.signUpAndIn();
    const first = (await auth.fetchAuthSession()).tokens!;
    pool.advance(60_000);
    const second = (await auth.fetchAuthSession({ forceRefresh: true })).tokens!;
    expect(second.accessToken.payload.exp!).toBe(first.accessToken.payload.exp! + 60);
    expect(second.accessToken.payload.auth_time).toBe(first.accessToken.payload.auth_time);
    const AccessToken = second.accessToken.toString();
    expect(await refused(pool.cognito.call('GetUser', { AccessToken }))).toBe('accepted');
    await auth.signOut();
    expect(await refused(pool.cognito.call('GetUser', { AccessToken }))).toContain('Access Token has been revoked');
  });

  it('end on all devices with a global sign-out', async () => {
    await pool.signUpAndIn();
    const { accessToken } = (await auth.fetchAuthSession()).tokens!;
    const { AuthenticationResult } = await pool.passwordSignIn();
    await auth.signOut({ global: true });
    const request = { ClientId: pool.clientId, RefreshToken: AuthenticationResult.RefreshToken };
    expect(await refused(pool.cognito.call('GetTokensFromRefreshToken', request))).toContain('revoked');
    expect(await refused(pool.cognito.call('GetUser', { AccessToken: accessToken.toString() }))).toContain('revoked');
  });

  it('are verified: forged, altered, expired and foreign ones are rejected', async () => {
    await pool.signUpAndIn();
    const token = (await auth.fetchAuthSession()).tokens!.accessToken.toString();
    const claims = await pool.cognito.verifyToken(token);
    const key = await openSigningKey(pool.keyFile);
    const forger = await openSigningKey(`${pool.keyFile}.forger`);
    forger.jwks.keys[0].kid = key.jwks.keys[0].kid;
    const [header, , signature] = token.split('.');
    const altered = `${header}.${Buffer.from(JSON.stringify({ ...claims, sub: 'x' })).toString('base64url')}.${signature}`;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`;
    const past = Math.floor(Date.now() / 1000) - 10;
    for (const [bad, reason] of [
      [signJwt(claims, forger), 'JwtInvalidSignatureError'],
      [altered, 'JwtInvalidSignatureError'],
      [unsigned, 'Jw'],
      [signJwt({ ...claims, exp: past }, key), 'JwtExpiredError'],
      [signJwt({ ...claims, iss: `${claims.iss}x` }, key), 'ParameterValidationError'],
      [signJwt({ ...claims, client_id: 'other' }, key), 'CognitoJwtInvalidClientIdError'],
      [signJwt({ ...claims, token_use: 'refresh' }, key), 'CognitoJwtInvalidTokenUseError'],
      ['nonsense', 'JwtParseError'],
    ] as const)
      await expect(pool.cognito.verifyToken(bad), reason).rejects.toSatisfy((error) =>
        error.constructor.name.startsWith(reason),
      );
    const AccessToken = signJwt({ ...claims, exp: past }, key);
    expect(await refused(pool.cognito.call('GetUser', { AccessToken }))).toContain('Access Token has expired');
    expect(await refused(pool.cognito.verifyToken(signJwt(claims, key)))).toBe('accepted');
  });

  it('have their public key at the pool’s well-known address', async () => {
    const answer = await fetch(`${pool.url}${pool.id}/.well-known/jwks.json`);
    const { keys } = (await answer.json()) as { keys: object[] };
    expect(keys).toEqual([
      { kid: expect.any(String), alg: 'RS256', use: 'sig', kty: 'RSA', n: expect.any(String), e: 'AQAB' },
    ]);
  });
});
