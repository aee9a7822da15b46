import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../amplify/domain/errors';
import { ApiError, fromGraphqlErrors, fromHttpStatus, isCancelled, NotConfiguredError, toApiError } from './errors';

describe('the error of a GraphQL response', () => {
  it('names the fields that a command refused', () => {
    const refused = new InvalidInputError([
      { field: 'maxFunding', problem: 'must not be below the minimum' },
      { field: 'locations.2', problem: 'must be a country' },
    ]);
    const error = fromGraphqlErrors([
      { message: `InvalidInputError: ${refused.message}`, errorType: 'Lambda:Unhandled' },
    ]);
    expect(error.kind).toBe('invalid');
    expect(error.problems).toEqual(refused.problems);
    expect(error.advice).toBe(
      'maxFunding: must not be below the minimum. locations.2: must be a country. Correct it and try again.',
    );
  });

  it.each([
    [{ message: 'NotFoundError: Save your preferences first.' }, 'notFound', 'Save your preferences first.'],
    [{ message: 'TooManyRequestsError: Come back in a minute.' }, 'tooMany', 'Come back in a minute.'],
    [{ message: 'ConflictError: Read them again.' }, 'conflict', 'Read them again.'],
    [{ message: 'NotAllowedError: Sign in first.' }, 'notAllowed', 'Sign in first.'],
  ])('has the message of %j', (answer, kind, message) => {
    expect(fromGraphqlErrors([answer])).toMatchObject({ kind, message });
  });

  it.each([
    [{ message: 'Not Authorized to access getDigest on type Query', errorType: 'Unauthorized' }, 'notAllowed'],
    [{ message: 'Token has expired.', errorType: 'UnauthorizedException' }, 'notAllowed'],
    [{ message: 'InternalError: Something went wrong on our side.' }, 'fault'],
    [{ message: 'constructor: x' }, 'fault'],
    [{ message: 'DynamoDB is away', errorType: 'DynamoDB:InternalServerError' }, 'fault'],
  ])('does not show the internals of %j', (answer, kind) => {
    const error = fromGraphqlErrors([answer]);
    expect(error.kind).toBe(kind);
    expect(error.message).not.toContain(answer.message);
    expect(error.cause).toMatchObject({ message: answer.message });
  });
});

describe('any other failure', () => {
  it.each([
    [401, 'notAllowed'],
    [403, 'notAllowed'],
    [404, 'notFound'],
    [429, 'tooMany'],
    [500, 'fault'],
    [503, 'fault'],
  ])('maps HTTP %i to %s', (status, kind) => {
    expect(fromHttpStatus(status).kind).toBe(kind);
  });

  it.each([
    [new TypeError('Failed to fetch'), 'offline'],
    [new DOMException('late', 'TimeoutError'), 'timeout'],
    [Object.assign(new Error('x'), { name: 'NetworkError' }), 'offline'],
    [new RangeError('bug'), 'fault'],
    ['text', 'fault'],
  ])('maps %s to %s', (thrown, kind) => {
    expect(toApiError(thrown)).toMatchObject({ kind, cause: thrown });
  });

  it('keeps an ApiError and a NotConfiguredError as they are', () => {
    for (const known of [new ApiError('tooMany'), new NotConfiguredError()]) expect(toApiError(known)).toBe(known);
  });

  it('advises to start the backend when there is none', () => {
    expect(new NotConfiguredError().advice).toContain('npm start');
  });

  it('recognises a cancelled call', () => {
    expect(isCancelled(new DOMException('given up', 'AbortError'))).toBe(true);
    expect(isCancelled(new TypeError('x'))).toBe(false);
  });
});
