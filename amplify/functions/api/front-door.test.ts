import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ConflictError, NotFoundError } from '../../domain/errors';
import { frontDoor } from './front-door';

const context = { functionName: 'f', awsRequestId: 'r', memoryLimitInMB: '128', invokedFunctionArn: 'a' } as Context;

const door = frontDoor({
  input: z.object({ name: z.string('must be text').max(3, 'must be short'), note: z.string().optional() }),
  run: async ({ name }, { investorId }) => {
    if (name === 'no') throw new NotFoundError('There is no such thing.');
    if (name === 'old') throw new ConflictError('Read it again.');
    if (name === 'bug') throw new Error('secret of the database');
    return { greeting: `${name} ${investorId}` };
  },
});

const graphql = (input: object, sub: string | null = 'ada') =>
  door({ arguments: input, identity: sub ? { sub } : null } as never, context);
const rest = (body: string | null, claims: object | null = { sub: 'ada' }) =>
  door(
    { httpMethod: 'POST', body, requestContext: { authorizer: claims && { claims } } } as never,
    context,
  ) as Promise<{
    statusCode: number;
    body: string;
  }>;

describe('a command behind AppSync', () => {
  it('runs for the caller, who is taken from the token', async () => {
    expect(await graphql({ name: 'hi', note: null })).toEqual({ greeting: 'hi ada' });
  });

  it('names every bad field', async () => {
    await expect(graphql({ name: 'much too long', note: 4 })).rejects.toThrow(
      /^InvalidInputError: name: must be short\nnote: /,
    );
  });

  it('refuses a request without a signed-in investor', async () => {
    await expect(graphql({ name: 'hi' }, null)).rejects.toThrow('NotAllowedError: Sign in first.');
  });

  it('does not reveal the cause of an internal error', async () => {
    await expect(graphql({ name: 'bug' })).rejects.toThrow(/^InternalError: Something went wrong/);
  });
});

describe('the same command behind REST', () => {
  it('answers JSON', async () => {
    const { statusCode, body } = await rest('{"name":"hi"}');
    expect([statusCode, JSON.parse(body)]).toEqual([200, { greeting: 'hi ada' }]);
  });

  it.each([
    ['a bad field', '{"name":"much too long"}', 400, 'InvalidInputError', 'name'],
    ['a missing body', null, 400, 'InvalidInputError', 'name'],
    ['a body that is not JSON', '{"name"', 400, 'InvalidInputError', ''],
    ['something that does not exist', '{"name":"no"}', 404, 'NotFoundError', undefined],
    ['something that was changed in the meantime', '{"name":"old"}', 409, 'ConflictError', undefined],
    ['an internal error', '{"name":"bug"}', 500, 'InternalError', undefined],
  ])('answers %s with a status, a code and the field', async (_, input, status, code, field) => {
    const { statusCode, body } = await rest(input);
    const { error } = JSON.parse(body);
    expect([statusCode, error.code, error.problems?.[0]?.field]).toEqual([status, code, field]);
    expect(body).not.toContain('secret');
  });

  it('refuses a request whose token has no subject', async () => {
    expect((await rest('{"name":"hi"}', null)).statusCode).toBe(403);
  });
});

describe('a command that writes', () => {
  const written: string[] = [];
  const writing = frontDoor({
    input: z.object({ name: z.string() }),
    writes: true,
    run: async ({ name }, { investorId }) => {
      written.push(`${name} by ${investorId}`);
      return { name };
    },
  });
  const byGraphql = (input: object) => writing({ arguments: input, identity: { sub: 'ada' } } as never, context);
  const byRest = async (input: object) => {
    const event = {
      httpMethod: 'POST',
      body: JSON.stringify(input),
      requestContext: { authorizer: { claims: { sub: 'ada' } } },
    };
    return (await writing(event as never, context)) as { statusCode: number; body: string };
  };

  it.each([
    ['the signed-in investor', 'ada', 200],
    ['no investor', undefined, 200],
    ['another investor', 'bob', 403],
    ['an empty id', '', 403],
    ['a number', 7, 400],
  ])('handles a request meant for %s', async (_, investorId, status) => {
    written.length = 0;
    const { statusCode } = await byRest({ name: 'hi', investorId });
    expect(statusCode).toBe(status);
    const answer = await byGraphql({ name: 'hi', investorId }).then(
      () => 200,
      (error: Error) => (error.name === 'NotAllowedError' ? 403 : 400),
    );
    expect(answer).toBe(status);
    expect(written).toEqual(status === 200 ? ['hi by ada', 'hi by ada'] : []);
  });

  it('says that nothing was changed', async () => {
    await expect(byGraphql({ name: 'hi', investorId: 'bob' })).rejects.toThrow(
      /^NotAllowedError: This was meant for another account .* Nothing was changed\.$/,
    );
  });
});

it('a command that only reads refuses `investorId` as an unknown field', async () => {
  await expect(graphql({ name: 'hi', investorId: 'ada' })).rejects.toThrow(
    /^InvalidInputError: investorId: is not known/,
  );
});
