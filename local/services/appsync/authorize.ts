import { JwtExpiredError } from 'aws-jwt-verify/error';
import type { Claims, VerifyToken } from '../cognito/tokens';
import { identityOf, type Identity } from './identity';

/** A request that AppSync rejects before it resolves any field; `status` is the HTTP status. */
export class RequestRefused extends Error {
  constructor(
    readonly status: number,
    readonly errorType: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'RequestRefused';
  }
}

const unauthorized = (message: string, cause?: unknown) =>
  new RequestRefused(401, 'UnauthorizedException', message, { cause });

export interface ApiAuthorization {
  verifyToken: VerifyToken;
  /** The user pool of the API. */
  userPoolId: string;
  defaultAction: 'ALLOW' | 'DENY';
  /** AppIdClientRegex of the API, if set. */
  clientIds: RegExp | null;
}

/**
 * The caller, from the headers of a request or of a WebSocket. Only tokens of the user pool are accepted.
 * @throws RequestRefused with AppSync's status and message
 */
export async function authorize(
  headers: Record<string, string | undefined>,
  sourceIp: string,
  { verifyToken, userPoolId, defaultAction, clientIds }: ApiAuthorization,
): Promise<Identity> {
  const authorization = headers.authorization;
  if (!authorization)
    throw unauthorized(
      headers['x-api-key']
        ? 'The local runner accepts no API keys, only tokens of the user pool.'
        : 'Missing authorization header',
    );
  if (authorization.startsWith('AWS4-HMAC-SHA256'))
    throw unauthorized('The local runner accepts no IAM signatures for AppSync, only tokens of the user pool.');
  let claims: Claims;
  try {
    claims = await verifyToken(authorization.replace(/^Bearer /i, ''));
  } catch (error) {
    throw unauthorized(error instanceof JwtExpiredError ? 'Token has expired.' : 'Unable to parse JWT token.', error);
  }
  const client = String(claims.client_id ?? claims.aud);
  if (!claims.iss.endsWith(`/${userPoolId}`) || (clientIds && !clientIds.test(client)))
    throw unauthorized('You are not authorized to make this call.');
  return identityOf(claims, sourceIp, defaultAction);
}
