import type { Claims } from '../cognito/tokens';
import type { SubscriptionFilter } from './subscription-filter';

/** `$ctx.identity` of a user-pool token. */
export interface Identity {
  sub: string;
  issuer: string;
  username: string;
  claims: Claims;
  groups: string[] | null;
  sourceIp: string[];
  defaultAuthStrategy: 'ALLOW' | 'DENY';
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference.html */
export function identityOf(claims: Claims, sourceIp: string, defaultAuthStrategy: 'ALLOW' | 'DENY'): Identity {
  return {
    sub: claims.sub,
    issuer: claims.iss,
    username: String(claims['cognito:username'] ?? claims.username),
    claims,
    groups: claims['cognito:groups'] ?? null,
    sourceIp: [sourceIp],
    defaultAuthStrategy,
  };
}

/** The context of one request, shared by all its fields. */
export interface RequestContext {
  identity: Identity;
  headers: Record<string, string>;
  /** Called when the resolver allows a subscription, with its arguments and the filter that the resolver set. */
  onSubscribed?: (args: Record<string, unknown>, filter: SubscriptionFilter | null) => void;
  /** Errors that `$util.appendError` added beside a field's value. */
  appended: { path: readonly (string | number)[]; error: Error; location: { line: number; column: number } | null }[];
}
