import { GraphQLError } from 'graphql';
import { ResolverError } from './resolver-error';
import type { RequestContext } from './identity';

/** An error in AppSync's format. */
export interface ApiError {
  path: readonly (string | number)[] | null;
  locations: { line: number; column: number; sourceName: null }[] | null;
  message: string;
  data?: unknown;
  errorType?: string | null;
  errorInfo?: unknown;
}

const located = (locations: readonly { line: number; column: number }[] | undefined) =>
  locations?.map(({ line, column }) => ({ line, column, sourceName: null })) ?? null;

export function apiError(error: GraphQLError): ApiError {
  const { originalError: cause, path = null, message } = error;
  const locations = located(error.locations);
  if (cause instanceof ResolverError)
    return { path, data: cause.data, errorType: cause.errorType, errorInfo: cause.errorInfo, locations, message };
  if (!cause || cause instanceof GraphQLError || cause instanceof TypeError) return { path, locations, message };
  const parent = /^Cannot return null for non-nullable field (\w+)\.\w+\.$/.exec(message)?.[1];
  if (parent && path) {
    const place = `within parent '${parent}' (/${path.join('/')})`;
    return { path, locations, message: `Cannot return null for non-nullable type ${place}` };
  }
  // Anything else is a fault of the runner.
  return {
    path,
    data: null,
    errorType: 'InternalFailure',
    errorInfo: null,
    locations,
    message: `Internal failure: ${message}`,
  };
}

export const validationError = ({ message, locations }: GraphQLError): ApiError => ({
  path: null,
  locations: located(locations),
  message: `Validation error: ${message}`,
});

export const appendedErrors = ({ appended }: RequestContext): ApiError[] =>
  appended.map(({ path, error, location }) => ({
    ...(error instanceof ResolverError
      ? { data: error.data, errorType: error.errorType, errorInfo: error.errorInfo }
      : {}),
    path,
    locations: located(location ? [location] : undefined),
    message: error.message,
  }));
