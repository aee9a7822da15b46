import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Amplify } from 'aws-amplify';
import * as auth from 'aws-amplify/auth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCognito, type CognitoService } from './create-cognito';
import type { OutgoingEmail } from './context';
import { openSigningKey, signJwt } from './tokens';
import { trialRuntime, type TrialFunction } from '../trial-runtime';
import { POST_CONFIRMATION, trialResources } from './trial-pool';

/* The browser's own library, unmodified, against the served pool. */

const EMAIL = 'ada@example.com';
const PASSWORD = 'Analytical-Engine-1843';

let stateDir: string;
let server: Server;
let cognito: CognitoService;
let inbox: OutgoingEmail[];
let trial: ReturnType<typeof trialRuntime>;
let time: number;

const code = () => /\d{6}/.exec(inbox.at(-1)!.text)![0];

async function start(trigger: TrialFunction = (event) => event, changes?: Parameters<typeof trialResources>[0]) {
  const resources = trialResources(changes);
  trial = trialRuntime({ resources, stateDir, functions: { [POST_CONFIRMATION]: trigger } });
  cognito = await createCognito(trial.runtime, {
    deliverEmail: async (email) => void inbox.push(email),
    now: () => new Date(Date.now() + time),
  });
  server = createServer(cognito.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [pool] = cognito.pools;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: pool!.id,
        userPoolClientId: pool!.clientIds[0]!,
        userPoolEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      },
    },
  });
}

async function stop() {
  await auth.signOut().catch(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  await cognito.stop();
}

const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: Error) => `${error.name}: ${error.message}`,
  );

const signUp = (username = EMAIL, password = PASSWORD) =>
  auth.signUp({ username, password, options: { userAttributes: { email: username } } });

async function signUpAndIn() {
  await signUp();
  await auth.confirmSignUp({ username: EMAIL, confirmationCode: code() });
  await auth.signIn({ username: EMAIL, password: PASSWORD });
}

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'cognito-'));
  inbox = [];
  time = 0;
  await start();
});

afterEach(async () => {
  await stop();
  await rm(stateDir, { recursive: true, force: true });
});

describe('signing up', () => {
  it('emails a code, confirms with it, runs the trigger and signs in with SRP', async () => {
    const { nextStep, userId } = await signUp();
    expect(nextStep).toMatchObject({
      signUpStep: 'CONFIRM_SIGN_UP',
      codeDeliveryDetails: { attributeName: 'email', deliveryMedium: 'EMAIL', destination: 'a***@e***' },
    });
    expect(inbox).toEqual([
      { to: EMAIL, subject: 'Your code', text: `Your code is ${code()}`, html: `Your code is <b>${code()}</b>` },
    ]);
    await auth.confirmSignUp({ username: EMAIL, confirmationCode: code() });
    expect(trial.invocations).toEqual([
      {
        fn: POST_CONFIRMATION,
        principal: { arn: 'cognito-idp.amazonaws.com', sourceArn: cognito.pools[0]!.arn },
        payload: {
          version: '1',
          region: 'eu-central-1',
          userPoolId: cognito.pools[0]!.id,
          userName: userId,
          callerContext: { awsSdkVersion: expect.any(String), clientId: cognito.pools[0]!.clientIds[0] },
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

  it('refuses a second account for an address, in any case', async () => {
    await signUp();
    expect(await refused(signUp('ADA@example.com'))).toBe(
      'UsernameExistsException: An account with the given email already exists.',
    );
  });

  it.each([
    ['Short1!', 'Password not long enough'],
    ['lowercase-only-1', 'Password must have uppercase characters'],
    ['UPPERCASE-ONLY-1', 'Password must have lowercase characters'],
    ['No-Digits-In-Here', 'Password must have numeric characters'],
    ['NoSymbolsInHere1', 'Password must have symbol characters'],
  ])('refuses the password %s', async (password, missing) => {
    expect(await refused(signUp(EMAIL, password))).toBe(
      `InvalidPasswordException: Password did not conform with policy: ${missing}`,
    );
  });

  it('refuses attributes that only a code may set', async () => {
    const attempt = auth.signUp({
      username: EMAIL,
      password: PASSWORD,
      options: { userAttributes: { email: EMAIL, email_verified: 'true' } as never },
    });
    expect(await refused(attempt)).toContain('NotAuthorizedException');
  });

  it('says what is wrong with a code, and stops guessing', async () => {
    await signUp();
    const wrong = code() === '000000' ? '111111' : '000000';
    const enter = (confirmationCode: string) => refused(auth.confirmSignUp({ username: EMAIL, confirmationCode }));
    for (let i = 0; i < 5; i++)
      expect(await enter(wrong)).toBe('CodeMismatchException: Invalid verification code provided, please try again.');
    expect(await enter(code())).toBe('LimitExceededException: Attempt limit exceeded, please try after some time.');
    time += 3_600_001;
    expect(await enter(code())).toBe('accepted');
  });

  it('resends a code, which replaces the one before', async () => {
    await signUp();
    const first = code();
    do await auth.resendSignUpCode({ username: EMAIL });
    while (code() === first);
    expect(await refused(auth.confirmSignUp({ username: EMAIL, confirmationCode: first }))).toContain('CodeMismatch');
    expect(await refused(auth.confirmSignUp({ username: EMAIL, confirmationCode: code() }))).toBe('accepted');
  });

  it('takes no code older than a day', async () => {
    await signUp();
    time += 24 * 3_600_000;
    expect(await refused(auth.confirmSignUp({ username: EMAIL, confirmationCode: code() }))).toBe(
      'ExpiredCodeException: Invalid code provided, please request a code again.',
    );
  });

  it('confirms the user though the trigger fails, and says so', async () => {
    await stop();
    await start(() => {
      throw new Error('no table');
    });
    await signUp();
    expect(await refused(auth.confirmSignUp({ username: EMAIL, confirmationCode: code() }))).toBe(
      'UserLambdaValidationException: PostConfirmation failed with error no table.',
    );
    expect((await auth.signIn({ username: EMAIL, password: PASSWORD })).isSignedIn).toBe(true);
  });
});

describe('signing in', () => {
  it('answers a wrong password and an unknown address alike', async () => {
    await signUp();
    await auth.confirmSignUp({ username: EMAIL, confirmationCode: code() });
    const answer = 'NotAuthorizedException: Incorrect username or password.';
    for (const authFlowType of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] as const) {
      const attempt = (username: string) =>
        refused(auth.signIn({ username, password: `${PASSWORD}x`, options: { authFlowType } }));
      expect(await attempt(EMAIL)).toBe(answer);
      expect(await attempt('nobody@example.com')).toBe(answer);
    }
  });

  it('asks the unconfirmed to confirm, but only with the right password', async () => {
    await signUp();
    expect((await auth.signIn({ username: EMAIL, password: PASSWORD })).nextStep.signInStep).toBe('CONFIRM_SIGN_UP');
    expect(await refused(auth.signIn({ username: EMAIL, password: `${PASSWORD}x` }))).toContain('NotAuthorized');
  });

  it('makes the guesser wait', async () => {
    await signUpAndIn();
    await auth.signOut();
    for (let i = 0; i < 5; i++) await refused(auth.signIn({ username: EMAIL, password: 'Wrong-Password-1' }));
    expect(await refused(auth.signIn({ username: EMAIL, password: PASSWORD }))).toBe(
      'NotAuthorizedException: Password attempts exceeded',
    );
    time += 1001;
    expect((await auth.signIn({ username: EMAIL, password: PASSWORD })).isSignedIn).toBe(true);
  });

  it('serves only the flows that the client allows', async () => {
    await stop();
    await start(undefined, { client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } });
    expect(
      await refused(
        auth.signIn({ username: EMAIL, password: PASSWORD, options: { authFlowType: 'USER_PASSWORD_AUTH' } }),
      ),
    ).toBe('InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client');
  });

  it('asks an invited user for a password of their own', async () => {
    const UserPoolId = cognito.pools[0]!.id;
    await cognito.call('AdminCreateUser', { UserPoolId, Username: EMAIL });
    const temporary = / is (\S+)\.$/.exec(inbox.at(-1)!.text)![1]!;
    const { nextStep } = await auth.signIn({ username: EMAIL, password: temporary });
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
    expect(await refused(auth.confirmSignIn({ challengeResponse: 'weak' }))).toContain('InvalidPasswordException');
    expect((await auth.confirmSignIn({ challengeResponse: PASSWORD })).isSignedIn).toBe(true);
  });
});

describe('tokens', () => {
  it('carry the claims of Cognito', async () => {
    await signUpAndIn();
    await auth.signOut();
    const UserPoolId = cognito.pools[0]!.id;
    await cognito.call('AdminAddUserToGroup', { UserPoolId, Username: EMAIL, GroupName: 'ADMINS' });
    await auth.signIn({ username: EMAIL, password: PASSWORD });
    const { tokens } = await auth.fetchAuthSession();
    const [clientId] = cognito.pools[0]!.clientIds;
    const id = await cognito.verifyToken(tokens!.idToken!.toString());
    const access = await cognito.verifyToken(tokens!.accessToken.toString());
    const iss = `https://cognito-idp.eu-central-1.amazonaws.com/${UserPoolId}`;
    const groups = { 'cognito:groups': ['ADMINS'] };
    expect(id).toMatchObject({ iss, aud: clientId, token_use: 'id', email: EMAIL, email_verified: true, ...groups });
    expect(id['cognito:username']).toBe(id.sub);
    expect(access).toMatchObject({ iss, client_id: clientId, token_use: 'access', username: id.sub, ...groups });
    expect(access.exp - access.iat).toBe(3600);
  });

  it('are refreshed, and refused after they were revoked by signing out', async () => {
    await signUpAndIn();
    const first = (await auth.fetchAuthSession()).tokens!;
    time += 60_000;
    const second = (await auth.fetchAuthSession({ forceRefresh: true })).tokens!;
    expect(second.accessToken.payload.exp!).toBe(first.accessToken.payload.exp! + 60);
    expect(second.accessToken.payload.auth_time).toBe(first.accessToken.payload.auth_time);
    const AccessToken = second.accessToken.toString();
    expect(await refused(cognito.call('GetUser', { AccessToken }))).toBe('accepted');
    await auth.signOut();
    expect(await refused(cognito.call('GetUser', { AccessToken }))).toContain('Access Token has been revoked');
  });

  it('end on all devices with a global sign-out', async () => {
    await signUpAndIn();
    const { accessToken } = (await auth.fetchAuthSession()).tokens!;
    const ClientId = cognito.pools[0]!.clientIds[0]!;
    const parameters = { USERNAME: EMAIL, PASSWORD };
    const other = await cognito.call('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: parameters,
    });
    await auth.signOut({ global: true });
    const { RefreshToken } = other.AuthenticationResult;
    expect(await refused(cognito.call('GetTokensFromRefreshToken', { ClientId, RefreshToken }))).toContain('revoked');
    expect(await refused(cognito.call('GetUser', { AccessToken: accessToken.toString() }))).toContain('revoked');
  });

  it('are verified: forged, altered, expired and foreign ones are refused', async () => {
    await signUpAndIn();
    const token = (await auth.fetchAuthSession()).tokens!.accessToken.toString();
    const claims = await cognito.verifyToken(token);
    const file = (await readdir(join(stateDir, 'cognito'))).find((name) => name.endsWith('.key.json'))!;
    const key = await openSigningKey(join(stateDir, 'cognito', file));
    const forger = await openSigningKey(join(stateDir, 'forger.json'));
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
      await expect(cognito.verifyToken(bad), reason).rejects.toSatisfy((error) =>
        error.constructor.name.startsWith(reason),
      );
    const AccessToken = signJwt({ ...claims, exp: past }, key);
    expect(await refused(cognito.call('GetUser', { AccessToken }))).toContain('Access Token has expired');
    expect(await refused(cognito.verifyToken(signJwt(claims, key)))).toBe('accepted');
  });

  it('have their public key at the pool’s well-known address', async () => {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/${cognito.pools[0]!.id}/.well-known/jwks.json`);
    const { keys } = (await answer.json()) as { keys: object[] };
    expect(keys).toEqual([
      { kid: expect.any(String), alg: 'RS256', use: 'sig', kty: 'RSA', n: expect.any(String), e: 'AQAB' },
    ]);
  });
});

describe('the account', () => {
  it('gets a new password through the inbox', async () => {
    await signUpAndIn();
    await auth.signOut();
    const { nextStep } = await auth.resetPassword({ username: EMAIL });
    expect(nextStep.resetPasswordStep).toBe('CONFIRM_RESET_PASSWORD_WITH_CODE');
    const newPassword = 'Difference-Engine-1822';
    await auth.confirmResetPassword({ username: EMAIL, confirmationCode: code(), newPassword });
    expect(trial.invocations.at(-1)!.payload.triggerSource).toBe('PostConfirmation_ConfirmForgotPassword');
    expect(await refused(auth.signIn({ username: EMAIL, password: PASSWORD }))).toContain('NotAuthorized');
    expect((await auth.signIn({ username: EMAIL, password: newPassword })).isSignedIn).toBe(true);
  });

  it('tells nobody whether an address has an account', async () => {
    const { nextStep } = await auth.resetPassword({ username: 'nobody@example.com' });
    expect(nextStep.codeDeliveryDetails.destination).toBe('n***@e***');
    expect(await auth.resendSignUpCode({ username: 'nobody@example.com' })).toMatchObject({
      destination: 'n***@e***',
    });
    expect(inbox).toEqual([]);
  });

  it('changes its password', async () => {
    await signUpAndIn();
    const newPassword = 'Difference-Engine-1822';
    expect(await refused(auth.updatePassword({ oldPassword: 'Wrong-Password-1', newPassword }))).toContain(
      'NotAuthorized',
    );
    await auth.updatePassword({ oldPassword: PASSWORD, newPassword });
    await auth.signOut();
    expect((await auth.signIn({ username: EMAIL, password: newPassword })).isSignedIn).toBe(true);
  });

  it('keeps its address until the new one is verified', async () => {
    await signUpAndIn();
    await auth.updateUserAttribute({ userAttribute: { attributeKey: 'email', value: 'lovelace@example.com' } });
    expect(inbox.at(-1)!.to).toBe('lovelace@example.com');
    expect((await auth.fetchUserAttributes()).email).toBe(EMAIL);
    await auth.confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: code() });
    expect(await auth.fetchUserAttributes()).toMatchObject({ email: 'lovelace@example.com', email_verified: 'true' });
    await auth.signOut();
    expect((await auth.signIn({ username: 'lovelace@example.com', password: PASSWORD })).isSignedIn).toBe(true);
  });

  it('is deleted', async () => {
    await signUpAndIn();
    await auth.deleteUser();
    expect(await refused(auth.signIn({ username: EMAIL, password: PASSWORD }))).toContain('NotAuthorized');
    expect(await cognito.call('ListUsers', { UserPoolId: cognito.pools[0]!.id })).toEqual({ Users: [] });
  });
});

describe('state', () => {
  it('outlives a restart: users, sign-ins and keys', async () => {
    await signUpAndIn();
    const before = (await auth.fetchAuthSession()).tokens!.accessToken.toString();
    const ClientId = cognito.pools[0]!.clientIds[0]!;
    const parameters = { USERNAME: EMAIL, PASSWORD };
    const { AuthenticationResult } = await cognito.call('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: parameters,
    });
    await new Promise((resolve) => server.close(resolve));
    await cognito.stop();
    await start();
    const { RefreshToken } = AuthenticationResult;
    expect(await refused(cognito.verifyToken(before))).toBe('accepted');
    expect(await refused(cognito.call('GetTokensFromRefreshToken', { ClientId, RefreshToken }))).toBe('accepted');
  });

  it('holds neither passwords nor refresh tokens', async () => {
    await signUpAndIn();
    const ClientId = cognito.pools[0]!.clientIds[0]!;
    const { AuthenticationResult } = await cognito.call('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: EMAIL, PASSWORD },
    });
    const text = await readFile(join(stateDir, 'cognito', `${cognito.pools[0]!.id}.users.json`), 'utf8');
    expect(text).toContain(EMAIL);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(AuthenticationResult.RefreshToken);
  });
});

describe('the API', () => {
  it('does not answer administration to browsers', async () => {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ListUsers' },
      body: JSON.stringify({ UserPoolId: cognito.pools[0]!.id }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('lets a function administer with the grant for that pool', async () => {
    const request = {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser' },
      body: Buffer.from(JSON.stringify({ UserPoolId: cognito.pools[0]!.id, Username: EMAIL })),
      principal: { arn: 'arn:aws:iam::000000000000:role/operator' },
    };
    expect(cognito.api.authorize(request)).toEqual([
      { action: 'cognito-idp:AdminGetUser', resources: [cognito.pools[0]!.arn] },
    ]);
    await signUp();
    const { status, body } = await cognito.api.handle(request);
    expect([status, JSON.parse(String(body)).UserStatus]).toEqual([200, 'UNCONFIRMED']);
  });

  it('says at start what it does not serve', async () => {
    await stop();
    await start(undefined, { pool: { MfaConfiguration: 'ON', LambdaConfig: { PreSignUp: 'arn' } } });
    expect(trial.events.map((event) => 'message' in event && event.message)).toEqual([
      'UserPool: the Cognito trigger PreSignUp does not run on the local runner',
      'UserPool: multi-factor sign-in is not served by the local runner, one factor is asked for',
    ]);
  });
});
