import { z } from 'zod';
import { matchesArn, matchesWildcard } from './wildcard';

export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

const conditionValue = z.union([z.string(), z.number(), z.boolean()]);
export const conditionBlock = z.record(
  z.string(),
  z.record(z.string(), z.union([conditionValue, z.array(conditionValue)])),
);
export type ConditionBlock = z.infer<typeof conditionBlock>;

/** Whether a Condition holds; `unsupported` is an operator that the evaluator does not support. */
export type ConditionResult = { holds: boolean; unsupported?: string };

type Compare = (expected: string, actual: string) => boolean;

const OPERATORS: Record<string, Compare> = {
  StringEquals: (expected, actual) => expected === actual,
  StringEqualsIgnoreCase: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
  StringLike: matchesWildcard,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
};

const NEGATED: Record<string, Compare> = {
  StringNotEquals: OPERATORS['StringEquals']!,
  StringNotEqualsIgnoreCase: OPERATORS['StringEqualsIgnoreCase']!,
  StringNotLike: OPERATORS['StringLike']!,
  ArnNotEquals: matchesArn,
  ArnNotLike: matchesArn,
};

/**
 * All operators and all keys must hold. For one key, any of its values is enough.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function evaluateConditions(block: ConditionBlock | undefined, context: ConditionContext): ConditionResult {
  const known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  let holds = true;
  for (const [operator, keys] of Object.entries(block ?? {})) {
    const evaluate = operatorFor(operator);
    if (!evaluate) return { holds: false, unsupported: operator };
    for (const [key, given] of Object.entries(keys)) {
      const expected = (Array.isArray(given) ? given : [given]).map(String);
      if (!evaluate(expected, known.get(key.toLowerCase()))) holds = false;
    }
  }
  return { holds };
}

type Evaluate = (expected: string[], actual: string | readonly string[] | undefined) => boolean;

function operatorFor(operator: string): Evaluate | undefined {
  const [, set, name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(operator) ?? [];
  if (!name) return undefined;
  if (name === 'Null' && !set && !ifExists) {
    return (expected, actual) => expected.includes(String(actual === undefined));
  }
  const compare = OPERATORS[name] ?? NEGATED[name];
  if (!compare) return undefined;
  const negated = name in NEGATED;
  const holdsFor = (expected: string[], actual: string) => {
    const matches = expected.some((value) => compare(value, actual));
    return negated ? !matches : matches;
  };
  return (expected, actual) => {
    if (actual === undefined) return negated || ifExists !== undefined || set === 'ForAllValues';
    const values = typeof actual === 'string' ? [actual] : actual;
    // AWS does not define an operator without a set prefix for a key with several values, so nothing matches.
    if (!set) return values.length === 1 && holdsFor(expected, values[0]!);
    return set === 'ForAllValues'
      ? values.every((value) => holdsFor(expected, value))
      : values.some((value) => holdsFor(expected, value));
  };
}
