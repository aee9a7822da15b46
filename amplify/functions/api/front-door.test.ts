import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { NotFoundError } from '../../domain/errors';
import { frontDoor } from './front-door';

const context = { functionName: 'f', awsRequestId: 'r', memoryLimitInMB: '128', invokedFunctionArn: 'a' } as Context;

const door = frontDoor({
  input: z.object({ name: z.string('must be text').max(3, 'must be short'), note: z.string().optional() }),
  run: async ({ name }, { investorId }) => {
    if (name === 'no') throw new NotFoundError('There is no such thing.');
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
  it('answers its caller, who comes from the token', async () => {
    expect(await graphql({ name: 'hi', note: null })).toEqual({ greeting: 'hi ada' });
  });

  it('names every bad field', async () => {
    await expect(graphql({ name: 'much too long', note: 4 })).rejects.toThrow(
      /^InvalidInputError: name: must be short\nnote: /,
    );
  });

  it('refuses nobody in particular', async () => {
    await expect(graphql({ name: 'hi' }, null)).rejects.toThrow('NotAllowedError: Sign in first.');
  });

  it('says nothing of what went wrong inside', async () => {
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
    ['a body that is no JSON', '{"name"', 400, 'InvalidInputError', ''],
    ['what is not there', '{"name":"no"}', 404, 'NotFoundError', undefined],
    ['a fault of ours', '{"name":"bug"}', 500, 'InternalError', undefined],
  ])('answers %s with the code and the field', async (_, input, status, code, field) => {
    const { statusCode, body } = await rest(input);
    const { error } = JSON.parse(body);
    expect([statusCode, error.code, error.problems?.[0]?.field]).toEqual([status, code, field]);
    expect(body).not.toContain('secret');
  });

  it('refuses a request whose token named nobody', async () => {
    expect((await rest('{"name":"hi"}', null)).statusCode).toBe(403);
  });
});
