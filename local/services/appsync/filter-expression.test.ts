import { describe, expect, it } from 'vitest';
import { toExpression } from './filter-expression';

describe('a filter as a DynamoDB expression', () => {
  it.each([
    [{ name: { eq: 'Acme' } }, '#name = :v0', { ':v0': { S: 'Acme' } }],
    [{ name: { ne: null } }, '#name <> :v0', { ':v0': { NULL: true } }],
    [{ amount: { between: [1, 2.5] } }, '#amount BETWEEN :v0 AND :v1', { ':v0': { N: '1' }, ':v1': { N: '2.5' } }],
    [{ name: { beginsWith: 'A' } }, 'begins_with(#name, :v0)', { ':v0': { S: 'A' } }],
    [{ tags: { notContains: 'x' } }, 'NOT contains(#tags, :v0)', { ':v0': { S: 'x' } }],
    [{ owner: { in: ['a', 'b'] } }, '#owner IN (:v0, :v1)', { ':v0': { S: 'a' }, ':v1': { S: 'b' } }],
    [{ id: { attributeExists: false } }, 'attribute_not_exists(#id)', {}],
    [{ tags: { size: { gt: 1 } } }, 'size(#tags) > :v0', { ':v0': { N: '1' } }],
    [{ tags: { attributeType: 'list' } }, 'attribute_type(#tags, :v0)', { ':v0': { S: 'L' } }],
    [{ listed: { eq: true }, name: undefined }, '#listed = :v0', { ':v0': { BOOL: true } }],
    [{}, '', {}],
    [null, '', {}],
    [{ name: null, and: null, or: [null, {}], not: {} }, '', {}],
    [{ not: null, and: [null, { name: { eq: 'Acme' } }] }, '#name = :v0', { ':v0': { S: 'Acme' } }],
  ])('%j', (filter, expression, values) => {
    expect(toExpression(filter)).toMatchObject({ expression, expressionValues: values });
  });

  it('joins several fields and operators with AND, and keeps groups nested', () => {
    const { expression, expressionNames, expressionValues } = toExpression({
      amount: { ge: 1, le: 9 },
      or: [{ name: { eq: 'a' } }, { and: [{ name: { eq: 'b' } }, { not: { tag: { eq: 'c' } } }] }],
    });
    expect(expression).toBe(
      '((#amount >= :v0 AND #amount <= :v1) AND (#name = :v2 OR (#name = :v3 AND (NOT #tag = :v4))))',
    );
    expect(expressionNames).toEqual({ '#amount': 'amount', '#name': 'name', '#tag': 'tag' });
    expect(Object.keys(expressionValues)).toHaveLength(5);
  });

  it('throws for an operator that DynamoDB can not express', () => {
    expect(() => toExpression({ name: { soundsLike: 'x' } })).toThrow('soundsLike');
  });

  it.each(['between', 'in'])('names the operator %s if its list is null', (operator) => {
    expect(() => toExpression({ name: { [operator]: null } })).toThrow(`The filter operator ${operator} takes a list`);
  });
});
