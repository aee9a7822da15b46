import { createHash } from 'node:crypto';

/** A short id of lower-case letters and digits like those of API Gateway, stable for a logical id. */
export function generatedId(resource: { stack: string; logicalId: string }, length = 10): string {
  const hash = createHash('sha256').update(`${resource.stack}/${resource.logicalId}`).digest('hex');
  return BigInt(`0x${hash}`).toString(36).slice(0, length);
}

/** `data-searchrows6656CEB5`: the name that AWS generates for a resource without one, except for the random suffix. */
export function generatedName(resource: { stack: string; logicalId: string }, longest = 64): string {
  const stack = resource.stack.split('/').at(-1)!;
  return `${stack}-${resource.logicalId}`.slice(-longest).replace(/^[^A-Za-z0-9]+/, '');
}
