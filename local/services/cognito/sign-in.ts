import { createHmac, randomUUID } from 'node:crypto';
import {
  attributesOf,
  clientOf,
  mapOf,
  setPassword,
  text,
  type CognitoContext,
  type Operation,
  type PendingSignIn,
  type Pool,
} from './context';
import { CognitoError, invalidParameter, notAuthorized, notConfirmed, userNotFound, wrongCredentials } from './errors';
import { checkPassword } from './password-policy';
import type { ClientConfig } from './pool-config';
import { checkAttributes } from './sign-up';
import { openChallenge, parseTimestamp, passwordMatches, type Verifier } from './srp';
import { hashOf, issueTokens, newRefreshToken } from './tokens';
import type { User } from './user-store';

const CHALLENGE_VALIDITY = 180_000;
/** The largest difference between the timestamp of an SRP proof and the clock, in milliseconds. */
const TIMESTAMP_TOLERANCE = 300_000;

/** A stable id and verifier for a username without an account, so that answers do not disclose that it is unknown. */
function simulatedUser(pool: Pool, username: string): { id: string; verifier: Verifier } {
  const derive = (label: string) =>
    createHmac('sha256', pool.key.privateKey.export({ format: 'der', type: 'pkcs8' }))
      .update(label + username)
      .digest('hex');
  const id = derive('id');
  const salt = derive('salt').slice(0, 32);
  return {
    id: id.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5'),
    verifier: { salt: /^[89a-f]/.test(salt) ? `00${salt}` : salt, verifier: derive('verifier') },
  };
}

function remember(context: CognitoContext, pool: Pool, id: string, signIn: PendingSignIn): void {
  const now = context.now().getTime();
  for (const [key, { expiresAt }] of pool.pending) if (expiresAt <= now) pool.pending.delete(key);
  pool.pending.set(id, signIn);
}

/** Returns a pending sign-in and removes it, since each can be answered once. */
function recall(context: CognitoContext, pool: Pool, client: ClientConfig, id: string): PendingSignIn {
  const pending = pool.pending.get(id);
  pool.pending.delete(id);
  if (!pending || pending.client !== client || pending.expiresAt <= context.now().getTime())
    throw notAuthorized('Invalid session for the user, session is expired.');
  return pending;
}

function refuseWhileLocked(context: CognitoContext, pool: Pool, subject: string): void {
  if (pool.limits.wait(subject, context.now())) throw notAuthorized('Password attempts exceeded');
}

async function complete(context: CognitoContext, pool: Pool, client: ClientConfig, user: User): Promise<object> {
  await context.trigger(pool, user, client, 'PostAuthentication_Authentication');
  const now = context.now();
  const refreshToken = newRefreshToken();
  const session = {
    id: randomUUID(),
    clientId: client.id,
    refreshTokenHash: hashOf(refreshToken),
    signedInAt: now.getTime(),
    expiresAt: now.getTime() + client.refreshTokenValidity * 1000,
  };
  user.sessions = [...user.sessions.filter(({ expiresAt }) => expiresAt > now.getTime()), session];
  await pool.users.save(user);
  const tokens = issueTokens(pool.config, client, user, session, pool.key, now);
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken: refreshToken } };
}

/** Continues after a correct password: with tokens, or with the challenge for a new password after an invitation. */
async function afterPassword(context: CognitoContext, pool: Pool, client: ClientConfig, user: User): Promise<object> {
  pool.limits.clear(`password ${user.username}`);
  if (pool.users.find(user.username) !== user) throw wrongCredentials();
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED') throw notConfirmed();
  if (user.status === 'CONFIRMED') return complete(context, pool, client, user);
  const challengeId = randomUUID();
  remember(context, pool, challengeId, {
    kind: 'new-password',
    client,
    user,
    expiresAt: context.now().getTime() + CHALLENGE_VALIDITY,
  });
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: challengeId,
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: '[]',
      userAttributes: JSON.stringify(user.attributes),
    },
  };
}

function refusePassword(context: CognitoContext, pool: Pool, subject: string): never {
  pool.limits.add(`password ${subject}`, context.now());
  throw wrongCredentials();
}

async function withSrp(context: CognitoContext, pool: Pool, client: ClientConfig, username: string, clientKey: string) {
  const user = pool.users.find(username);
  if (!user && !client.preventUserExistenceErrors) throw userNotFound();
  const simulated = simulatedUser(pool, username);
  const id = user?.username ?? simulated.id;
  const verifier = user?.password ?? simulated.verifier;
  refuseWhileLocked(context, pool, `password ${id}`);
  let challenge;
  try {
    challenge = openChallenge(pool.config.name, id, verifier, clientKey);
  } catch (error) {
    if (error instanceof RangeError) throw invalidParameter(error.message);
    throw error;
  }
  remember(context, pool, challenge.secretBlock, {
    kind: 'password',
    client,
    user: user?.password ? user : null,
    challenge,
    expiresAt: context.now().getTime() + CHALLENGE_VALIDITY,
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: verifier.salt,
      SECRET_BLOCK: challenge.secretBlock,
      SRP_B: challenge.publicKey,
      USERNAME: id,
      USER_ID_FOR_SRP: id,
    },
  };
}

async function withPassword(context: CognitoContext, pool: Pool, client: ClientConfig, name: string, password: string) {
  const user = pool.users.find(name);
  if (!user && !client.preventUserExistenceErrors) throw userNotFound();
  const { id, verifier } = simulatedUser(pool, name);
  const subject = user?.username ?? id;
  refuseWhileLocked(context, pool, `password ${subject}`);
  const right = passwordMatches(pool.config.name, subject, password, user?.password ?? verifier);
  if (!user?.password || !right) return refusePassword(context, pool, subject);
  return afterPassword(context, pool, client, user);
}

async function refresh(context: CognitoContext, pool: Pool, client: ClientConfig, token: string): Promise<object> {
  const hash = hashOf(token);
  const now = context.now();
  for (const user of pool.users.list()) {
    const session = user.sessions.find(({ refreshTokenHash }) => refreshTokenHash === hash);
    if (!session || session.clientId !== client.id) continue;
    if (session.expiresAt <= now.getTime()) throw notAuthorized('Refresh Token has expired');
    if (!user.enabled) throw notAuthorized('User is disabled.');
    return { AuthenticationResult: issueTokens(pool.config, client, user, session, pool.key, now) };
  }
  // Revoked tokens are not stored, so an unknown token gets the same answer as a revoked one.
  throw notAuthorized('Refresh Token has been revoked');
}

const initiateAuth: Operation = async (input, context) => {
  const { pool, client } = clientOf(input, context);
  const flow = text(input, 'AuthFlow') === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : text(input, 'AuthFlow');
  if (!client.authFlows.has(`ALLOW_${flow}`)) throw invalidParameter(`${flow} flow not enabled for this client`);
  const parameters = mapOf(input, 'AuthParameters');
  switch (flow) {
    case 'USER_SRP_AUTH':
      return withSrp(context, pool, client, text(parameters, 'USERNAME'), text(parameters, 'SRP_A'));
    case 'USER_PASSWORD_AUTH':
      return withPassword(context, pool, client, text(parameters, 'USERNAME'), text(parameters, 'PASSWORD'));
    case 'REFRESH_TOKEN_AUTH':
      return refresh(context, pool, client, text(parameters, 'REFRESH_TOKEN'));
    default:
      throw invalidParameter(`${flow} is not served by the local runner`);
  }
};

const respondToAuthChallenge: Operation = async (input, context) => {
  const { pool, client } = clientOf(input, context);
  const name = text(input, 'ChallengeName');
  const responses = mapOf(input, 'ChallengeResponses');
  if (name === 'PASSWORD_VERIFIER') {
    const pending = recall(context, pool, client, text(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'));
    if (pending.kind !== 'password') throw notAuthorized('Invalid session for the user.');
    const signature = text(responses, 'PASSWORD_CLAIM_SIGNATURE');
    const timestamp = text(responses, 'TIMESTAMP');
    const at = parseTimestamp(timestamp);
    if (!at) throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
    const late = Math.abs(at.getTime() - context.now().getTime()) > TIMESTAMP_TOLERANCE;
    const right = pending.challenge.checks({ signature, timestamp });
    if (late || !right || !pending.user)
      return refusePassword(context, pool, pending.user?.username ?? text(responses, 'USERNAME'));
    return afterPassword(context, pool, client, pending.user);
  }
  if (name === 'NEW_PASSWORD_REQUIRED') {
    const pending = recall(context, pool, client, text(input, 'Session'));
    if (pending.kind !== 'new-password') throw notAuthorized('Invalid session for the user.');
    const { user } = pending;
    const password = responses.NEW_PASSWORD;
    const given = attributesOf(
      Object.entries(responses)
        .filter(([key]) => key.startsWith('userAttributes.'))
        .map(([key, Value]) => ({ Name: key.slice('userAttributes.'.length), Value })),
    );
    try {
      checkPassword(password, pool.config.password);
      checkAttributes(pool, client, given, user.attributes);
    } catch (error) {
      // After a password that the policy rejects, the client can try again with the same challenge.
      if (error instanceof CognitoError) remember(context, pool, text(input, 'Session'), pending);
      throw error;
    }
    Object.assign(user.attributes, given);
    setPassword(pool, user, password);
    user.status = 'CONFIRMED';
    return complete(context, pool, client, user);
  }
  throw invalidParameter(`The challenge ${name} is not served by the local runner`);
};

const getTokensFromRefreshToken: Operation = async (input, context) => {
  const { pool, client } = clientOf(input, context);
  return refresh(context, pool, client, text(input, 'RefreshToken'));
};

const revokeToken: Operation = async (input, context) => {
  const { pool, client } = clientOf(input, context);
  const token = text(input, 'Token');
  if (token.split('.').length === 3)
    throw new CognitoError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
  const hash = hashOf(token);
  for (const user of pool.users.list()) {
    const kept = user.sessions.filter((s) => s.refreshTokenHash !== hash || s.clientId !== client.id);
    if (kept.length === user.sessions.length) continue;
    user.sessions = kept;
    await pool.users.save(user);
  }
  return {};
};

export const signInOperations: Record<string, Operation> = {
  InitiateAuth: initiateAuth,
  RespondToAuthChallenge: respondToAuthChallenge,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  RevokeToken: revokeToken,
};
