import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { readEnvironment } from './environment';

const needs = {
  DIGEST_TABLE: { actions: ['dynamodb:GetItem'] as const },
  APP_URL: { value: z.url() },
  UNSUBSCRIBE_MAILBOX: { value: z.string().optional() },
};

describe('the environment of a function', () => {
  it('has the variables that its needs name, parsed by their schemas', () => {
    const environment = { DIGEST_TABLE: 'digests', APP_URL: 'https://a.example', HOME: '/root' };
    expect(readEnvironment(needs, environment)).toEqual({ DIGEST_TABLE: 'digests', APP_URL: 'https://a.example' });
  });

  it('is refused with the name of every variable that is missing or wrong', () => {
    expect(() => readEnvironment(needs, { APP_URL: 'a.example' })).toThrow(/DIGEST_TABLE: .*APP_URL: /);
  });
});
