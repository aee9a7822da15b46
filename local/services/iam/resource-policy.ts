import { z } from 'zod';
import { evaluatePolicy, policyStatement, type AccessRequest } from './evaluate-policy';

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat())
  .default([]);

const resourceStatement = policyStatement.extend({
  // Only services and `*` are evaluated. A federated or canonical user is neither.
  Principal: z
    .union([
      z.string().transform((name) => ({ AWS: [name], Service: [] as string[] })),
      z.object({ AWS: oneOrMore, Service: oneOrMore }),
    ])
    .default({ AWS: [], Service: [] }),
});

/** A policy that a resource has itself, such as a queue's, a topic's or a role's trust policy: its statements. */
export const resourcePolicy = z
  .object({ Statement: z.union([resourceStatement, z.array(resourceStatement)]) })
  .transform(({ Statement }) => [Statement].flat());

export type ResourceStatement = z.infer<typeof resourceStatement>;

/** Whether the statements let a service do this. `names` are the names that the service has in policies. */
export function allowsService(
  statements: readonly ResourceStatement[],
  names: readonly string[],
  request: AccessRequest,
): boolean {
  const applying = statements.filter(
    ({ Principal }) => Principal.AWS.includes('*') || Principal.Service.some((name) => names.includes(name)),
  );
  return evaluatePolicy(applying, request).effect === 'allow';
}
