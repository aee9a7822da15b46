import {
  createHash,
  createPrivateKey,
  generateKeyPair,
  randomBytes,
  randomUUID,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { ClientConfig, PoolConfig } from './pool-config';
import type { SignInSession, User } from './user-store';

/** The claims of a verified token. The named ones are in both kinds of tokens. */
export interface Claims {
  sub: string;
  iss: string;
  token_use: 'id' | 'access';
  exp: number;
  iat: number;
  auth_time: number;
  jti: string;
  'cognito:groups'?: string[];
  [claim: string]: unknown;
}

/**
 * Verifies a token and returns its claims.
 * @throws Error for a wrong signature, expiry, issuer, client or kind
 */
export type VerifyToken = (token: string) => Promise<Claims>;

/** A type and not an interface, because the verifier's parameter type needs an index signature. */
type PublicKey = {
  kid: string;
  alg: 'RS256';
  use: 'sig';
  kty: 'RSA';
  n: string;
  e: string;
};

export interface SigningKey {
  privateKey: KeyObject;
  jwks: { keys: [PublicKey] };
}

/** The pool's key pair. It is created at the first start and stored, so that tokens stay valid after a restart. */
export async function openSigningKey(file: string): Promise<SigningKey> {
  await mkdir(dirname(file), { recursive: true });
  const stored = await readFile(file, 'utf8').catch(() => null);
  let jwk: JsonWebKey;
  if (stored) jwk = JSON.parse(stored) as JsonWebKey;
  else {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    jwk = privateKey.export({ format: 'jwk' });
    await writeFile(`${file}.new`, JSON.stringify(jwk), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  const kid = createHash('sha256').update(jwk.n!).digest('base64url');
  return {
    privateKey: createPrivateKey({ key: jwk, format: 'jwk' }),
    jwks: { keys: [{ kid, alg: 'RS256', use: 'sig', kty: 'RSA', n: jwk.n!, e: jwk.e! }] },
  };
}

const issuerOf = (pool: PoolConfig) => `https://cognito-idp.${pool.id.split('_')[0]}.amazonaws.com/${pool.id}`;

export const newRefreshToken = () => randomBytes(96).toString('base64url');
export const hashOf = (refreshToken: string) => createHash('sha256').update(refreshToken).digest('hex');

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs `claims` without checks; sign-in uses `issueTokens`. */
export function signJwt(claims: object, key: SigningKey): string {
  const body = `${base64url({ kid: key.jwks.keys[0].kid, alg: 'RS256' })}.${base64url(claims)}`;
  return `${body}.${sign('sha256', Buffer.from(body), key.privateKey).toString('base64url')}`;
}

/** Attributes as claims of the id token: verification flags are booleans and `updated_at` is a number. */
function attributeClaims(attributes: User['attributes']) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      name.endsWith('_verified') ? value === 'true' : name === 'updated_at' ? Number(value) : value,
    ]),
  );
}

/**
 * Id and access token with the claims of
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
export function issueTokens(
  pool: PoolConfig,
  client: ClientConfig,
  user: User,
  session: SignInSession,
  key: SigningKey,
  now: Date,
) {
  const iat = Math.floor(now.getTime() / 1000);
  const groups = user.groups
    .map((name) => pool.groups.get(name))
    .filter((group) => group !== undefined)
    .sort((a, b) => a.precedence - b.precedence);
  const roles = groups.map(({ roleArn }) => roleArn).filter((arn) => arn !== null);
  const shared = {
    sub: user.sub,
    ...(groups.length ? { 'cognito:groups': groups.map(({ name }) => name) } : {}),
    iss: issuerOf(pool),
    origin_jti: session.id,
    event_id: randomUUID(),
    auth_time: Math.floor(session.signedInAt / 1000),
    iat,
  };
  return {
    AccessToken: signJwt(
      {
        ...shared,
        client_id: client.id,
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin',
        exp: iat + client.accessTokenValidity,
        jti: randomUUID(),
        username: user.username,
      },
      key,
    ),
    IdToken: signJwt(
      {
        ...attributeClaims(user.attributes),
        ...shared,
        ...(roles.length ? { 'cognito:roles': roles, 'cognito:preferred_role': roles[0] } : {}),
        'cognito:username': user.username,
        aud: client.id,
        token_use: 'id',
        exp: iat + client.idTokenValidity,
        jti: randomUUID(),
      },
      key,
    ),
    ExpiresIn: client.accessTokenValidity,
    TokenType: 'Bearer',
  };
}

/** Verifies tokens of all pools, with the library that services use against AWS and with the local public keys. */
export function createTokenVerifier(pools: readonly { config: PoolConfig; key: SigningKey }[]): VerifyToken {
  if (!pools.length) return () => Promise.reject(new Error('The backend defines no user pool'));
  const verifier = CognitoJwtVerifier.create(
    pools.map(({ config }) => ({ userPoolId: config.id, tokenUse: null, clientId: [...config.clients.keys()] })),
  );
  for (const { config, key } of pools) verifier.cacheJwks(key.jwks, config.id);
  return async (token) => verifier.verifySync(token) as unknown as Claims;
}
