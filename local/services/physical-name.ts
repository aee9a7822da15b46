import { createHash } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** The name CloudFormation would make up for a resource without one; here stable, so that state outlives a restart. */
export function generatedName(resource: { stack: string; logicalId: string }, longest = 64): string {
  const suffix = digest(`${resource.stack}/${resource.logicalId}`).slice(0, 8);
  return `${resource.logicalId.slice(0, longest - 9)}-${suffix}`;
}

/** A short id of lower-case letters and digits, as API Gateway hands them out. */
export function generatedId(resource: { stack: string; logicalId: string }, length = 10): string {
  return BigInt(`0x${digest(`${resource.stack}/${resource.logicalId}`)}`)
    .toString(36)
    .slice(0, length);
}
