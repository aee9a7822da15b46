import { describe, expect, it } from 'vitest';
import { scalars } from './scalars';

const accepts = (scalar: string, value: unknown) => {
  try {
    return { value: scalars[scalar]!.parseValue(value) };
  } catch {
    return 'rejected';
  }
};

describe('scalars', () => {
  it.each([
    ['AWSDate', '2026-02-28'],
    ['AWSDate', '2026-02-28+05:30'],
    ['AWSTime', '08:30:00.250Z'],
    ['AWSDateTime', '2026-03-29T02:30:00+01:00'],
    ['AWSEmail', 'ada@example.com'],
    ['AWSURL', 'https://example.com'],
    ['AWSIPAddress', '::1'],
    ['AWSPhone', '+41 44 668 18 00'],
    ['AWSTimestamp', 1_700_000_000],
  ])('%s accepts %s unchanged', (scalar, value) => {
    expect(accepts(scalar, value)).toEqual({ value });
    expect(scalars[scalar]!.serialize(value)).toBe(value);
  });

  it.each([
    ['AWSDate', '2026-02-30'],
    ['AWSTime', '25:00'],
    ['AWSDateTime', '2026-03-29T02:30:00'],
    ['AWSDateTime', 'tomorrow'],
    ['AWSEmail', 'nobody'],
    ['AWSURL', 'not a url'],
    ['AWSIPAddress', '1.2.3'],
    ['AWSTimestamp', '12'],
    ['AWSJSON', '{'],
    ['AWSJSON', {}],
  ])('%s rejects %j', (scalar, value) => {
    expect(accepts(scalar, value)).toBe('rejected');
  });

  it('AWSJSON is a string for clients and a value for resolvers', () => {
    expect(accepts('AWSJSON', '{"a":[1]}')).toEqual({ value: { a: [1] } });
    expect(scalars.AWSJSON!.serialize({ a: [1] })).toBe('{"a":[1]}');
  });
});
