import { parseProblems, type FieldProblem } from '../../amplify/domain/errors';
import { errorText } from '../text/errors';

/** `conflict`: the row was changed elsewhere. `otherAccount`: the session is of another investor than the page. */
export type ApiErrorKind =
  'invalid' | 'notAllowed' | 'otherAccount' | 'notFound' | 'conflict' | 'tooMany' | 'offline' | 'timeout' | 'fault';

/** The error of all calls of src/api. `message` and `advice` are sentences for the investor; `advice` says what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly advice: string;

  constructor(
    readonly kind: ApiErrorKind,
    /** The backend's message, if it is written for investors; otherwise a sentence for the kind. */
    message: string = errorText[kind].title,
    /** The refused fields and their problems; only for `invalid`. */
    readonly problems: readonly FieldProblem[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    // A page that does not show the field shows its problem here.
    this.advice = [...problems.map(({ field, problem }) => `${field}: ${problem}.`), errorText[kind].advice].join(' ');
  }
}

/** The app has no amplify_outputs.json: no backend was started or deployed. */
export class NotConfiguredError extends Error {
  override readonly name = 'NotConfiguredError';
  readonly advice = errorText.notConfigured.advice;

  constructor(options?: ErrorOptions) {
    super(errorText.notConfigured.title, options);
  }
}

/** An entry of `errors` in a GraphQL answer. */
export interface GraphqlError {
  message: string;
  errorType?: string | null;
}

/** AppSync's error, kept as the cause of an ApiError. */
export class GraphqlFailure extends Error {
  override readonly name = 'GraphqlFailure';
  constructor(
    message: string,
    /** AppSync's type of the error, e.g. `DynamoDB:ConditionalCheckFailedException`. */
    readonly errorType: string | null,
  ) {
    super(message);
  }
}

/** Kinds by the error's name at the start of a command's message, and by AppSync's own error types. */
const KINDS: Record<string, ApiErrorKind> = {
  InvalidInputError: 'invalid',
  NotAllowedError: 'notAllowed',
  NotFoundError: 'notFound',
  ConflictError: 'conflict',
  TooManyRequestsError: 'tooMany',
  Unauthorized: 'notAllowed',
  UnauthorizedException: 'notAllowed',
  ThrottledException: 'tooMany',
  TooManyRequestsException: 'tooMany',
  LimitExceededException: 'tooMany',
};

/** The error of a GraphQL answer. A command's message reads `InvalidInputError: field: problem`, one line per problem. */
export function fromGraphqlErrors(errors: readonly GraphqlError[]): ApiError {
  const [first] = errors;
  const named = /^(\w+): ([\s\S]+)$/.exec(first?.message ?? '');
  const name = named && Object.hasOwn(KINDS, named[1]!) ? named[1]! : (first?.errorType ?? '').split(':')[0]!;
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name]! : 'fault';
  const cause = new GraphqlFailure(first?.message ?? 'an answer without data', first?.errorType ?? null);
  const ownWords = named && named[1] === name ? named[2]! : undefined;
  if (kind === 'invalid') {
    return new ApiError('invalid', undefined, parseProblems(ownWords ?? first?.message ?? ''), { cause });
  }
  return new ApiError(kind, kind === 'fault' ? undefined : ownWords, [], { cause });
}

/** The error of an HTTP answer that is not 2xx. */
export function fromHttpStatus(status: number): ApiError {
  const cause = new Error(`HTTP ${status}`);
  if (status === 401 || status === 403) return new ApiError('notAllowed', undefined, [], { cause });
  if (status === 429) return new ApiError('tooMany', undefined, [], { cause });
  if (status === 404) return new ApiError('notFound', undefined, [], { cause });
  return new ApiError('fault', undefined, [], { cause });
}

/** Turns any thrown value into one of the two errors that views show. */
export function toApiError(error: unknown): ApiError | NotConfiguredError {
  if (error instanceof ApiError || error instanceof NotConfiguredError) return error;
  return new ApiError(kindOf(error), undefined, [], { cause: error });
}

function kindOf(error: unknown): ApiErrorKind {
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') return 'timeout';
  // Without a connection, fetch rejects with a TypeError and Amplify with a NetworkError.
  return error instanceof TypeError || name === 'NetworkError' ? 'offline' : 'fault';
}

/** True for the rejection of a call that its caller aborted. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
