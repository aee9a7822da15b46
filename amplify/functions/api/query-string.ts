import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type FieldProblem, InvalidInputError } from '../../domain/errors';

/** Decimal digits, with an optional point. `Number` also accepts `0x10`, `1e3` and blanks, which are mistakes here. */
const DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * The query string as input of a schema. `lists` may be repeated (`industries=web&industries=biotech`), `numbers` are
 * decimal, and any other parameter is text that is given once. Throws InvalidInputError, which names each bad
 * parameter.
 */
export function readQueryString(
  event: Pick<APIGatewayProxyEvent, 'queryStringParameters' | 'multiValueQueryStringParameters'>,
  { lists, numbers }: { lists: readonly string[]; numbers: readonly string[] },
): Record<string, unknown> {
  const given = event.multiValueQueryStringParameters ?? {};
  const problems: FieldProblem[] = [];
  const entries = Object.entries({ ...event.queryStringParameters, ...given }).map(([field, value]) => {
    const values = Array.isArray(value) ? value : [value ?? ''];
    const refuse = (problem: string) => problems.push({ field, problem });
    if (lists.includes(field)) {
      if (values.includes('')) refuse('is empty; leave it out to have any');
      return [field, values] as const;
    }
    if (values.length > 1) refuse(`is given ${values.length} times; give it once`);
    const [text = ''] = values;
    if (!numbers.includes(field)) return [field, text] as const;
    if (!DECIMAL.test(text))
      refuse(text === '' ? 'is empty; leave it out or give a number' : 'must be a number in digits');
    return [field, Number(text)] as const;
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return Object.fromEntries(entries);
}
