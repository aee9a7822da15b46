import * as z from 'zod';

/**
 * One generation of the key that signs unsubscribe tokens. Tokens have the short `id`; `keyId` is the key's id in KMS.
 */
export interface SigningKey {
  id: string;
  keyId: string;
}

/** `1=<KMS key id> 2=<KMS key id>`, as an environment variable holds it: oldest first, the last one signs. */
export const signingKeys = z
  .string()
  .regex(/^[a-z0-9]+=\S+( [a-z0-9]+=\S+)*$/i, 'must be like 1=<key id> 2=<key id>')
  .transform((text) => new Map(text.split(' ').map((pair) => pair.split('=', 2) as [string, string])));

/** The text that `signingKeys` parses. */
export function formatSigningKeys(keys: readonly SigningKey[]): string {
  return keys.map(({ id, keyId }) => `${id}=${keyId}`).join(' ');
}
