import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { TransientError } from '../domain/errors';

/** A client per Lambda lifetime; connections are kept open between invocations. */
export function createDocumentClient(): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ maxAttempts: 4 });
  // The middleware copies every response for a logger that is not set: an eighth of the time of a large Query.
  client.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

const TRANSIENT = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TimeoutError',
]);

export function isConditionFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

/** Awaits a call. Throws its temporary errors as TransientError, which the workflow retries. */
export async function transient<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && TRANSIENT.has(error.name)) {
      throw new TransientError(`DynamoDB: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

/** The rows of a query, page by page. The next page is requested when it is read. */
export async function* queryPages(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
): AsyncGenerator<Record<string, unknown>[]> {
  const pages = paginateQuery({ client }, input);
  for (;;) {
    const page = await transient(pages.next());
    if (page.done) return;
    yield page.value.Items ?? [];
  }
}

/** True when the write was made, false when its condition failed. */
export async function conditional(call: Promise<unknown>): Promise<boolean> {
  try {
    await transient(call);
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}

/** `T` as a row stores it: without nulls, because DynamoDB refuses null as the key of an index. */
export type Stored<T> = { [K in keyof T]?: NonNullable<T[K]> };

export function withoutNulls<T extends object>(values: T): Stored<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  ) as Stored<T>;
}

/**
 * SET and REMOVE clauses that make the row's attributes equal to `values`: null removes. Attributes of `once` are set
 * only where the row has none.
 */
export function assignments(values: Record<string, unknown>, once: Record<string, unknown> = {}) {
  const names: Record<string, string> = {};
  const attributes: Record<string, unknown> = {};
  const set: string[] = [];
  const remove: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    names[`#${name}`] = name;
    if (value === null || value === undefined) {
      remove.push(`#${name}`);
    } else {
      set.push(`#${name} = :${name}`);
      attributes[`:${name}`] = value;
    }
  }
  for (const [name, value] of Object.entries(once)) {
    names[`#${name}`] = name;
    set.push(`#${name} = if_not_exists(#${name}, :${name})`);
    attributes[`:${name}`] = value;
  }
  const expression = [set.length ? `SET ${set.join(', ')}` : '', remove.length ? `REMOVE ${remove.join(', ')}` : '']
    .filter(Boolean)
    .join(' ');
  return { expression, names, values: attributes };
}
