import { z } from 'zod';
import { conditionBlock, evaluateConditions, type ConditionContext } from './conditions';
import { matchesWildcard } from './wildcard';

const oneOrMore = z.union([z.string(), z.array(z.string())]).optional();

export const policyStatement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  NotAction: oneOrMore,
  Resource: oneOrMore,
  NotResource: oneOrMore,
  Condition: conditionBlock.optional(),
});
export type PolicyStatement = z.infer<typeof policyStatement>;

export interface AccessRequest {
  /** `dynamodb:PutItem` */
  action: string;
  /** ARN, or `*` for actions without a resource. */
  resource: string;
  context?: ConditionContext;
}

export interface Decision {
  effect: 'allow' | 'implicit deny' | 'explicit deny';
  /** Unsupported condition operators. An Allow with one grants nothing; a Deny with one denies. */
  unsupported: string[];
}

/**
 * Evaluates identity-based statements. An explicit Deny overrides an Allow; without an Allow the request is denied.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluatePolicy(statements: readonly PolicyStatement[], request: AccessRequest): Decision {
  const unsupported: string[] = [];
  let allowed = false;
  let denied = false;
  for (const statement of statements) {
    if (!matchesAction(statement, request.action) || !matchesResource(statement, request.resource)) continue;
    const condition = evaluateConditions(statement.Condition, request.context ?? {});
    if (condition.unsupported) unsupported.push(condition.unsupported);
    if (statement.Effect === 'Deny') denied ||= condition.holds || condition.unsupported !== undefined;
    else if (statement.Effect === 'Allow') allowed ||= condition.holds;
  }
  return { effect: denied ? 'explicit deny' : allowed ? 'allow' : 'implicit deny', unsupported };
}

const listed = (value: string | string[] | undefined): string[] | undefined =>
  value === undefined || Array.isArray(value) ? value : [value];

function matchesAction({ Action, NotAction }: PolicyStatement, action: string): boolean {
  const matches = (pattern: string) => matchesWildcard(pattern, action, true);
  if (Action !== undefined) return listed(Action)!.some(matches);
  return NotAction !== undefined && !listed(NotAction)!.some(matches);
}

function matchesResource({ Resource, NotResource }: PolicyStatement, resource: string): boolean {
  const matches = (pattern: string) => matchesWildcard(pattern, resource);
  if (Resource !== undefined) return listed(Resource)!.some(matches);
  return NotResource !== undefined && !listed(NotResource)!.some(matches);
}
