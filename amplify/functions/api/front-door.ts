import type { APIGatewayProxyEvent, APIGatewayProxyResult, AppSyncIdentityCognito } from 'aws-lambda';
import type * as z from 'zod';
import { InvalidInputError, NotAllowedError, toInvalidInput } from '../../domain/errors';
import { readEnvironment } from '../environment';
import { logger, observed, reportFailure } from '../observed';
import { unknownFields } from './known-fields';
import { restNeeds } from './rest-needs';

export interface Caller {
  investorId: string;
}

interface AppSyncEvent {
  arguments: Record<string, unknown>;
  identity: AppSyncIdentityCognito | null;
}

const STATUS: Record<string, number> = {
  InvalidInputError: 400,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
};

const { ALLOWED_ORIGIN } = readEnvironment(restNeeds);

const FAULT = 'Something went wrong on our side. Please try again.';

/**
 * The handler of one command, which is both an AppSync resolver and a REST route. It parses the input with the
 * command's schema, takes the caller from the verified token, and returns an expected error as AppSync or REST does. A
 * field that the schema does not have is refused by name. The input of a command that writes may have `investorId`. The
 * command is refused when that is not the caller: in a browser, another tab can sign in as somebody else while this
 * page is open.
 */
export function frontDoor<Schema extends z.ZodObject, Result>(door: {
  input: Schema;
  /** True for a command that writes. Its input may then have `investorId`, which is not in its schema. */
  writes?: boolean;
  /** Input of the schema from a REST request; the JSON body unless given. */
  restInput?: (event: APIGatewayProxyEvent) => object;
  run: (input: z.output<Schema>, caller: Caller) => Promise<Result>;
}) {
  async function answer(given: object, investorId: string | undefined): Promise<Result> {
    if (!investorId) throw new NotAllowedError('Sign in first.');
    const input = door.writes ? withoutInvestorId(given, investorId) : given;
    const unknown = unknownFields(input, Object.keys(door.input.shape));
    const parsed = door.input.safeParse(input);
    if (!parsed.success) throw new InvalidInputError([...unknown, ...toInvalidInput(parsed.error).problems]);
    if (unknown.length > 0) throw new InvalidInputError(unknown);
    return door.run(parsed.data, { investorId });
  }

  async function rest(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
    try {
      const input = door.restInput ? door.restInput(event) : jsonBody(event);
      const claims = event.requestContext.authorizer?.['claims'] as Record<string, string> | undefined;
      return json(200, await answer(input, claims?.['sub']));
    } catch (error) {
      return restError(error);
    }
  }

  return observed((event: AppSyncEvent | APIGatewayProxyEvent): Promise<unknown> => {
    if ('httpMethod' in event) return rest(event);
    return answer(withoutNulls(event.arguments), event.identity?.sub).catch((error: unknown) => {
      throw appSyncError(error);
    });
  }, isRefusal);
}

/** The input without `investorId`. Throws NotAllowedError when that is not the caller. */
function withoutInvestorId(given: object, signedIn: string): object {
  const { investorId, ...input } = given as { investorId?: unknown };
  if (investorId === undefined || investorId === signedIn) return input;
  if (typeof investorId !== 'string') throw new InvalidInputError([{ field: 'investorId', problem: 'must be text' }]);
  throw new NotAllowedError('This was meant for another account than the one that is signed in. Nothing was changed.');
}

/** GraphQL sends null for an argument that was left out. In the schemas such a field is absent. */
function withoutNulls(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

/** The object in the body. Query parameters would have no effect, so each one is refused. */
function jsonBody(event: APIGatewayProxyEvent): object {
  const unread = Object.keys(event.queryStringParameters ?? {});
  if (unread.length > 0) {
    const problem = 'is a query parameter, which is not read here; send it in the JSON body';
    throw new InvalidInputError(unread.map((field) => ({ field, problem })));
  }
  const text = event.isBase64Encoded && event.body ? Buffer.from(event.body, 'base64').toString() : event.body;
  if (!text) return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new InvalidInputError([{ field: '', problem: 'The body is not valid JSON.' }]);
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new InvalidInputError([{ field: '', problem: 'The body must be a JSON object.' }]);
}

function json(statusCode: number, body: unknown): APIGatewayProxyResult {
  return {
    statusCode,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'access-control-allow-origin': ALLOWED_ORIGIN,
    },
    body: JSON.stringify(body),
  };
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && Object.hasOwn(STATUS, error.name);
}

function restError(error: unknown): APIGatewayProxyResult {
  if (!isRefusal(error)) {
    reportFailure(error);
    return json(500, { error: { code: 'InternalError', message: FAULT } });
  }
  const { name, message } = error;
  logger.info('Refused', { refusal: name });
  const problems = error instanceof InvalidInputError ? error.problems : undefined;
  return json(STATUS[name]!, { error: { code: name, message, problems } });
}

/** AppSync reliably forwards only the message of a Lambda error, so the message begins with the error's name. */
function appSyncError(error: unknown): Error {
  const name = isRefusal(error) ? error.name : 'InternalError';
  const message = isRefusal(error) ? error.message : FAULT;
  return Object.assign(new Error(`${name}: ${message}`, { cause: error }), { name });
}
