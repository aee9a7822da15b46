import { randomUUID } from 'node:crypto';
import { JwtExpiredError } from 'aws-jwt-verify/error';
import { CognitoError, invalidParameter, limitExceeded, notAuthorized } from './errors';
import type { ClientConfig, PoolConfig } from './pool-config';
import { createVerifier, type Challenge } from './srp';
import type { SigningKey, VerifyToken } from './tokens';
import type { SignInSession, User, UserStatus, UserStore } from './user-store';

export interface OutgoingEmail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** A sign-in between its two requests. It expires after three minutes, as in Cognito. */
export type PendingSignIn = { client: ClientConfig; expiresAt: number } & (
  { kind: 'password'; user: User | null; challenge: Challenge } | { kind: 'new-password'; user: User }
);

/** One served user pool. */
export interface Pool {
  config: PoolConfig;
  key: SigningKey;
  users: UserStore;
  /** By secret block or session. */
  pending: Map<string, PendingSignIn>;
  limits: AttemptLimits;
}

/** The context of every operation. */
export interface CognitoContext {
  pools: readonly Pool[];
  verifyToken: VerifyToken;
  now(): Date;
  deliverEmail(email: OutgoingEmail): Promise<void>;
  /** Invokes the pool's function for the trigger, if any. @throws CognitoError UserLambdaValidationException */
  trigger(
    pool: Pool,
    user: User,
    client: ClientConfig | null,
    source:
      'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword' | 'PostAuthentication_Authentication',
  ): Promise<void>;
}

export type Input = Record<string, unknown>;
export type Operation = (input: Input, context: CognitoContext) => Promise<object>;

/** Counts attempts in memory, per subject and kind, within a sliding window. */
export class AttemptLimits {
  #attempts = new Map<string, number[]>();

  /** @throws CognitoError LimitExceededException after `most` attempts within the last `windowMs` */
  check(subject: string, now: Date, most: number, windowMs = 3_600_000): void {
    if (this.#recent(subject, now, windowMs).length >= most) throw limitExceeded();
  }

  add(subject: string, now: Date): void {
    const attempts = this.#attempts.get(subject);
    if (attempts) attempts.push(now.getTime());
    else this.#attempts.set(subject, [now.getTime()]);
  }

  clear(subject: string): void {
    this.#attempts.delete(subject);
  }

  /** Milliseconds to wait after failed sign-ins: none up to four, then one second, doubled each time up to 15 minutes. */
  wait(subject: string, now: Date): number {
    const failures = this.#recent(subject, now, 3_600_000);
    if (failures.length < 5) return 0;
    const pause = Math.min(1000 * 2 ** (failures.length - 5), 900_000);
    return Math.max(0, failures.at(-1)! + pause - now.getTime());
  }

  #recent(subject: string, now: Date, windowMs: number): number[] {
    const attempts = this.#attempts.get(subject) ?? [];
    const recent = attempts.filter((at) => at > now.getTime() - windowMs);
    if (recent.length) this.#attempts.set(subject, recent);
    else this.#attempts.delete(subject);
    return recent;
  }
}

/** A string of an operation's input. @throws CognitoError InvalidParameterException that names the missing field */
export function text(input: Input, field: string, longest = 2048): string {
  const value = input[field];
  if (typeof value === 'string' && value && value.length <= longest) return value;
  throw invalidParameter(`Missing required parameter ${field}`);
}

/** A map of an operation's input; empty when it is missing. */
export function mapOf(input: Input, field: string): Input {
  const value = input[field] ?? {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Input;
  throw invalidParameter(`${field} must be a map`);
}

export function attributesOf(list: unknown): Record<string, string> {
  if (list === undefined || list === null) return {};
  if (!Array.isArray(list)) throw invalidParameter('UserAttributes must be a list');
  return Object.fromEntries(
    list.map((attribute: Input | null) => {
      const name = text(attribute ?? {}, 'Name');
      const value = attribute?.['Value'] ?? '';
      if (typeof value !== 'string' || value.length > 2048)
        throw invalidParameter(`Attribute value of ${name} is not a string of at most 2048 characters`);
      return [name, value];
    }),
  );
}

export function clientOf(input: Input, { pools }: CognitoContext): { pool: Pool; client: ClientConfig } {
  const id = text(input, 'ClientId');
  for (const pool of pools) {
    const client = pool.config.clients.get(id);
    if (client) return { pool, client };
  }
  throw new CognitoError('ResourceNotFoundException', `User pool client ${id} does not exist.`);
}

export function poolOf(input: Input, { pools }: CognitoContext): Pool {
  const id = text(input, 'UserPoolId');
  const pool = pools.find(({ config }) => config.id === id);
  if (!pool) throw new CognitoError('ResourceNotFoundException', `User pool ${id} does not exist.`);
  return pool;
}

/** The user of an access token. Unlike the token verifier of other services, this also rejects a revoked sign-in. */
export async function signedIn(
  input: Input,
  context: CognitoContext,
): Promise<{ pool: Pool; client: ClientConfig; user: User; session: SignInSession }> {
  const claims = await context.verifyToken(text(input, 'AccessToken', 16_384)).catch((error: Error) => {
    throw notAuthorized(error instanceof JwtExpiredError ? 'Access Token has expired' : 'Invalid Access Token');
  });
  if (claims.token_use !== 'access') throw notAuthorized('Invalid Access Token');
  for (const pool of context.pools) {
    const client = pool.config.clients.get(String(claims.client_id));
    if (!client) continue;
    const user = pool.users.find(String(claims.username));
    const session = user?.sessions.find(({ id }) => id === claims.origin_jti);
    if (!user) throw new CognitoError('UserNotFoundException', 'User does not exist.');
    if (!user.enabled) throw notAuthorized('User is disabled.');
    if (!session) throw notAuthorized('Access Token has been revoked');
    return { pool, client, user, session };
  }
  throw notAuthorized('Invalid Access Token');
}

export function newUser(pool: Pool, username: string, status: UserStatus, attributes: User['attributes']): User {
  // In a pool with sign-in by email, the username is the sub and the email address is an alias.
  const sub = randomUUID();
  const now = Date.now();
  return {
    sub,
    username: pool.config.emailIsUsername ? sub : pool.config.caseSensitive ? username : username.toLowerCase(),
    attributes: { ...attributes, sub },
    status,
    enabled: true,
    password: null,
    groups: [],
    createdAt: now,
    modifiedAt: now,
    codes: {},
    pendingEmail: null,
    sessions: [],
  };
}

export function setPassword(pool: Pool, user: User, password: string): void {
  user.password = createVerifier(pool.config.name, user.username, password);
}
