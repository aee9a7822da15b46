/** Amplify's filter object as a resolver sets it for one subscription. */
export type SubscriptionFilter = Record<string, unknown>;

type Test = (value: any, argument: any) => boolean;

const ordered =
  (test: (order: number) => boolean): Test =>
  (value, argument) =>
    typeof value === typeof argument && test(value < argument ? -1 : value > argument ? 1 : 0);

const contains: Test = (value, argument) =>
  (typeof value === 'string' || Array.isArray(value)) && value.includes(argument);

const TESTS: Record<string, Test> = {
  eq: (value, argument) => value === argument,
  ne: (value, argument) => value !== argument,
  lt: ordered((order) => order < 0),
  le: ordered((order) => order <= 0),
  gt: ordered((order) => order > 0),
  ge: ordered((order) => order >= 0),
  in: (value, argument) => argument.includes(value),
  notIn: (value, argument) => !argument.includes(value),
  contains,
  notContains: (value, argument) => !contains(value, argument),
  beginsWith: (value, argument) => typeof value === 'string' && value.startsWith(argument),
  between: (value, [low, high]) => value >= low && value <= high,
};

/**
 * Whether an enhanced subscription filter lets a mutation's result through. A field that the mutation did not select is
 * missing, and a missing field passes no test: an owner's filter never passes by omission.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 */
export function passes(filter: SubscriptionFilter, payload: Record<string, unknown>): boolean {
  return Object.entries(filter)
    .filter(([, part]) => part !== null && part !== undefined)
    .every(([key, part]) => {
      const parts = (Array.isArray(part) ? part : [part]) as SubscriptionFilter[];
      if (key === 'and') return parts.every((each) => passes(each, payload));
      if (key === 'or') return parts.some((each) => passes(each, payload));
      const value = payload[key];
      if (value === undefined || value === null) return false;
      return Object.entries(part as SubscriptionFilter).every(
        ([operator, argument]) => TESTS[operator]?.(value, argument) ?? false,
      );
    });
}
