/** Amplify's filter object that a resolver sets for one subscription. */
export type SubscriptionFilter = Record<string, unknown>;

type Test = (value: unknown, argument: unknown) => boolean;

/** Negative, zero or positive, as for `sort`; null for values that can't be compared. */
function order(a: unknown, b: unknown): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  return null;
}

const ordered =
  (test: (order: number) => boolean): Test =>
  (value, argument) => {
    const by = order(value, argument);
    return by !== null && test(by);
  };

const isOrdered = ordered((by) => by <= 0);

const contains: Test = (value, argument) =>
  Array.isArray(value)
    ? value.includes(argument)
    : typeof value === 'string' && typeof argument === 'string' && value.includes(argument);

const TESTS: Record<string, Test> = {
  eq: (value, argument) => value === argument,
  ne: (value, argument) => value !== argument,
  lt: ordered((by) => by < 0),
  le: ordered((by) => by <= 0),
  gt: ordered((by) => by > 0),
  ge: ordered((by) => by >= 0),
  in: (value, argument) => Array.isArray(argument) && argument.includes(value),
  notIn: (value, argument) => Array.isArray(argument) && !argument.includes(value),
  contains,
  notContains: (value, argument) => !contains(value, argument),
  beginsWith: (value, argument) =>
    typeof value === 'string' && typeof argument === 'string' && value.startsWith(argument),
  between: (value, argument) =>
    Array.isArray(argument) && isOrdered(argument[0], value) && isOrdered(value, argument[1]),
};

/**
 * Whether an enhanced subscription filter accepts the result of a mutation. A field that the mutation did not select is
 * missing, and a missing field fails every test, so that an owner's filter can't pass by omission. A null part of the
 * filter sets no condition. An operator with a null list rejects every result.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 */
export function passes(filter: SubscriptionFilter | null, payload: Record<string, unknown>): boolean {
  return Object.entries(filter ?? {})
    .filter(([, part]) => part !== null && part !== undefined)
    .every(([key, part]) => {
      const parts = (Array.isArray(part) ? part : [part]) as (SubscriptionFilter | null)[];
      if (key === 'and') return parts.every((each) => passes(each, payload));
      if (key === 'or') return parts.some((each) => passes(each, payload));
      const value = payload[key];
      if (value === undefined || value === null) return false;
      return Object.entries(part as SubscriptionFilter).every(
        ([operator, argument]) => TESTS[operator]?.(value, argument) ?? false,
      );
    });
}
