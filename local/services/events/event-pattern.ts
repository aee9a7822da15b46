export type EventPattern = Record<string, unknown>;
type Test = (value: unknown) => boolean;

/**
 * Compiles an event pattern into a test.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html
 * @throws Error for an operator that the runner does not support, because a rule must not silently ignore it
 */
export function compilePattern(pattern: EventPattern): Test {
  const tests = Object.entries(pattern).map(([key, expected]): Test => {
    if (key === '$or') {
      if (!Array.isArray(expected)) throw new Error('$or in an event pattern takes a list of patterns.');
      const alternatives = expected.map((alternative) => compilePattern(alternative as EventPattern));
      return (value) => alternatives.some((test) => test(value));
    }
    const test = Array.isArray(expected) ? anyOf(expected) : compilePattern(object(expected, key));
    return (value) => {
      const field =
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as EventPattern)[key]
          : undefined;
      return Array.isArray(expected) ? test(field) : field !== undefined && test(field);
    };
  });
  return (value) => tests.every((test) => test(value));
}

/** A list in the event matches when one of its elements does. */
function anyOf(expected: unknown[]): Test {
  const tests = expected.map(condition);
  return (value) => {
    const values = Array.isArray(value) ? value : [value];
    return tests.some((test) => values.some(test)) || (values.length === 0 && tests.some((test) => test(undefined)));
  };
}

function condition(expected: unknown): Test {
  if (typeof expected !== 'object' || expected === null) return (value) => value === expected;
  const [[operator, operand] = [], ...more] = Object.entries(expected);
  if (!operator || more.length) throw new Error(`${JSON.stringify(expected)} in an event pattern is not one operator.`);
  const make = operators[operator];
  if (!make) throw new Error(`The local runner does not know the event pattern operator ${operator}.`);
  return make(operand);
}

const text = (operand: unknown, test: (value: string, operand: string) => boolean): Test => {
  if (typeof operand !== 'string') throw new Error(`${JSON.stringify(operand)} in an event pattern must be a string.`);
  return (value) => typeof value === 'string' && test(value, operand);
};

const operators: Record<string, (operand: unknown) => Test> = {
  exists: (operand) => (value) => (value !== undefined) === operand,
  prefix: (operand) => text(operand, (value, prefix) => value.startsWith(prefix)),
  suffix: (operand) => text(operand, (value, suffix) => value.endsWith(suffix)),
  'equals-ignore-case': (operand) => text(operand, (value, other) => value.toLowerCase() === other.toLowerCase()),
  wildcard: (operand) => text(operand, (value, pattern) => wildcard(pattern).test(value)),
  'anything-but': (operand) => {
    const excluded = (Array.isArray(operand) ? operand : [operand]).map(condition);
    return (value) => value !== undefined && !excluded.some((test) => test(value));
  },
  numeric: (operand) => {
    const terms = operand as (string | number)[];
    const comparisons = Array.from({ length: terms.length / 2 }, (_, i): [string, number] => [
      String(terms[2 * i]),
      Number(terms[2 * i + 1]),
    ]);
    return (value) => typeof value === 'number' && comparisons.every(([sign, limit]) => compare(value, sign, limit));
  },
};

function compare(value: number, sign: string, limit: number): boolean {
  if (sign === '=') return value === limit;
  if (sign === '<') return value < limit;
  if (sign === '<=') return value <= limit;
  if (sign === '>') return value > limit;
  if (sign === '>=') return value >= limit;
  throw new Error(`${sign} in an event pattern is not a comparison.`);
}

const wildcard = (pattern: string) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    's',
  );

function object(value: unknown, key: string): EventPattern {
  if (typeof value === 'object' && value !== null) return value as EventPattern;
  throw new Error(`${key} in an event pattern must be a list of values or an object.`);
}
