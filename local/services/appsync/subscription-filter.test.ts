import { describe, expect, it } from 'vitest';
import { passes } from './subscription-filter';

const result = { userId: 'ada', note: 'call back', amount: 5, tags: ['ai', 'health'] };

describe('a subscription filter', () => {
  it.each([
    [{ userId: { eq: 'ada' } }, true],
    [{ userId: { eq: 'bob' } }, false],
    [{ userId: { ne: 'bob' } }, true],
    [{ userId: { in: ['bob', 'ada'] } }, true],
    [{ userId: { notIn: ['ada'] } }, false],
    [{ amount: { gt: 5 } }, false],
    [{ amount: { ge: 5, lt: 6 } }, true],
    [{ amount: { between: [1, 5] } }, true],
    [{ amount: { gt: '1' } }, false],
    [{ note: { beginsWith: 'call' } }, true],
    [{ tags: { contains: 'ai' } }, true],
    [{ tags: { notContains: 'ai' } }, false],
    [{ or: [{ userId: { eq: 'bob' } }, { amount: { eq: 5 } }] }, true],
    [{ and: [{ or: [{ userId: { eq: 'bob' } }] }, { amount: { eq: 5 } }] }, false],
    [{ or: [] }, false],
    [{ userId: null, and: [null, { amount: { eq: 5 } }] }, true],
    [{ userId: { in: null } }, false],
    [{ userId: { notIn: null } }, false],
    [{ amount: { between: null } }, false],
    [{ note: { beginsWith: null } }, false],
    [{ note: { contains: null } }, false],
    [{ userId: { unheardOf: 'ada' } }, false],
  ])('%j accepts the result: %s', (filter, expected) => {
    expect(passes(filter, result)).toBe(expected);
  });

  it('rejects a result without the field, even with "not equal"', () => {
    expect(passes({ userId: { ne: 'bob' } }, { note: 'x' })).toBe(false);
    expect(passes({ userId: { notIn: ['bob'] } }, { userId: null })).toBe(false);
  });
});
