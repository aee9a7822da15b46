import { createHash } from 'node:crypto';

/** A short id of lower-case letters and digits, as API Gateway hands them out; stable for a logical id. */
export function generatedId(resource: { stack: string; logicalId: string }, length = 10): string {
  const hash = createHash('sha256').update(`${resource.stack}/${resource.logicalId}`).digest('hex');
  return BigInt(`0x${hash}`).toString(36).slice(0, length);
}

/** `data-searchrows6656CEB5`: as AWS names what a template leaves unnamed, without the random end. */
export function generatedName(resource: { stack: string; logicalId: string }, longest = 64): string {
  const stack = resource.stack.split('/').at(-1)!;
  return `${stack}-${resource.logicalId}`.slice(-longest).replace(/^[^A-Za-z0-9]+/, '');
}
