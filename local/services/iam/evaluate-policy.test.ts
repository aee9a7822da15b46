import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConditionBlock, ConditionContext } from './conditions';
import { evaluatePolicy, type PolicyStatement } from './evaluate-policy';

const TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/Startup';
const allow = (rest: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Allow',
  Action: 'dynamodb:Query',
  Resource: TABLE,
  ...rest,
});
const decide = (statements: PolicyStatement[], action = 'dynamodb:Query', resource = TABLE) =>
  evaluatePolicy(statements, { action, resource }).effect;

describe('a policy', () => {
  it.each<[string, PolicyStatement[], string, string, string]>([
    ['nothing is allowed by default', [], 'dynamodb:Query', TABLE, 'implicit deny'],
    ['the granted action on the granted resource', [allow()], 'dynamodb:Query', TABLE, 'allow'],
    ['another action', [allow()], 'dynamodb:Scan', TABLE, 'implicit deny'],
    ['actions compare without case', [allow({ Action: 'DynamoDB:query' })], 'dynamodb:Query', TABLE, 'allow'],
    [
      'resources compare with case',
      [allow({ Resource: TABLE.toLowerCase() })],
      'dynamodb:Query',
      TABLE,
      'implicit deny',
    ],
    ['an index is not its table', [allow()], 'dynamodb:Query', `${TABLE}/index/due`, 'implicit deny'],
    [
      'a wildcard reaches the indexes',
      [allow({ Resource: `${TABLE}/*` })],
      'dynamodb:Query',
      `${TABLE}/index/due`,
      'allow',
    ],
    ['a wildcard in the action', [allow({ Action: ['s3:*', 'dynamodb:Q*'] })], 'dynamodb:Query', TABLE, 'allow'],
    ['a question mark is one character', [allow({ Action: 'dynamodb:Quer?' })], 'dynamodb:Query', TABLE, 'allow'],
    ['a question mark is not none', [allow({ Action: 'dynamodb:Query?' })], 'dynamodb:Query', TABLE, 'implicit deny'],
    [
      'a dot is only a dot',
      [allow({ Resource: TABLE.replace('Startup', 'S.artup') })],
      'dynamodb:Query',
      TABLE,
      'implicit deny',
    ],
    [
      'NotAction grants the others',
      [allow({ Action: undefined, NotAction: 'dynamodb:Scan' })],
      'dynamodb:Query',
      TABLE,
      'allow',
    ],
    [
      'NotAction leaves out its own',
      [allow({ Action: undefined, NotAction: 'dynamodb:Q*' })],
      'dynamodb:Query',
      TABLE,
      'implicit deny',
    ],
    [
      'NotResource leaves out its own',
      [allow({ Resource: undefined, NotResource: TABLE })],
      'dynamodb:Query',
      TABLE,
      'implicit deny',
    ],
    [
      'an explicit deny overrides any allow',
      [allow({ Action: '*', Resource: '*' }), allow({ Effect: 'Deny' })],
      'dynamodb:Query',
      TABLE,
      'explicit deny',
    ],
    [
      'a deny of another action has no effect',
      [allow({ Effect: 'Deny', Action: 'dynamodb:Scan' }), allow()],
      'dynamodb:Query',
      TABLE,
      'allow',
    ],
  ])('%s', (_, statements, action, resource, expected) => {
    expect(decide(statements, action, resource)).toBe(expected);
  });

  const conditions: [string, ConditionBlock, ConditionContext, boolean][] = [
    ['StringEquals', { StringEquals: { 'a:k': ['x', 'y'] } }, { 'a:k': 'y' }, true],
    ['StringEquals, other', { StringEquals: { 'a:k': 'x' } }, { 'a:k': 'y' }, false],
    ['StringEquals, absent key', { StringEquals: { 'a:k': 'x' } }, {}, false],
    ['StringEqualsIfExists, absent key', { StringEqualsIfExists: { 'a:k': 'x' } }, {}, true],
    ['StringNotEquals, absent key', { StringNotEquals: { 'a:k': 'x' } }, {}, true],
    ['StringNotEquals, listed', { StringNotEquals: { 'a:k': ['x', 'y'] } }, { 'a:k': 'y' }, false],
    ['StringLike', { StringLike: { 'a:k': 'dig*' } }, { 'a:k': 'digest' }, true],
    ['key names without case', { StringEquals: { 'A:K': 'x' } }, { 'a:k': 'x' }, true],
    [
      'ArnLike',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/h*' } },
      { 'aws:SourceArn': 'arn:aws:events:r:1:rule/hourly' },
      true,
    ],
    [
      'a wildcard of ArnLike does not match colons',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:*:rule' } },
      { 'aws:SourceArn': 'arn:aws:events:r:1:rule' },
      false,
    ],
    [
      'ArnEquals',
      { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:r:1:t' } },
      { 'aws:SourceArn': 'arn:aws:sns:r:1:u' },
      false,
    ],
    ['Bool', { Bool: { 'aws:SecureTransport': true } }, { 'aws:SecureTransport': 'true' }, true],
    ['Null true, absent key', { Null: { 'a:k': true } }, {}, true],
    [
      'two operators must both hold',
      { StringEquals: { 'a:k': 'x' }, Bool: { 'a:b': 'true' } },
      { 'a:k': 'x', 'a:b': 'false' },
      false,
    ],
    ['ForAllValues', { 'ForAllValues:StringEquals': { 'a:k': ['x', 'y'] } }, { 'a:k': ['x', 'z'] }, false],
    ['ForAllValues, absent key', { 'ForAllValues:StringEquals': { 'a:k': 'x' } }, {}, true],
    ['ForAnyValue', { 'ForAnyValue:StringLike': { 'a:k': 'z*' } }, { 'a:k': ['x', 'zz'] }, true],
    ['ForAnyValue, absent key', { 'ForAnyValue:StringEquals': { 'a:k': 'x' } }, {}, false],
  ];
  it.each(conditions)('condition %s', (_, Condition, context, holds) => {
    const { effect } = evaluatePolicy([allow({ Condition })], { action: 'dynamodb:Query', resource: TABLE, context });
    expect(effect).toBe(holds ? 'allow' : 'implicit deny');
  });

  it('with a condition that can not be evaluated grants nothing as Allow, denies as Deny, and names the operator', () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    const request = { action: 'dynamodb:Query', resource: TABLE };
    expect(evaluatePolicy([allow({ Condition })], request)).toEqual({
      effect: 'implicit deny',
      unsupported: ['IpAddress'],
    });
    expect(evaluatePolicy([allow(), allow({ Effect: 'Deny', Condition })], request).effect).toBe('explicit deny');
  });

  const pattern = fc.constantFrom('*', 'dynamodb:*', 'dynamodb:Query', 'dynamodb:Scan', 'ses:SendRawEmail');
  const resource = fc.constantFrom('*', TABLE, `${TABLE}/*`, `${TABLE}/index/due`);
  const statement = fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: pattern,
    Resource: resource,
  });
  const request = fc.record({
    action: fc.constantFrom('dynamodb:Query', 'dynamodb:Scan', 'ses:SendRawEmail'),
    resource: fc.constantFrom(TABLE, `${TABLE}/index/due`),
  });

  it('does not depend on the order of statements; another Deny never allows more, another Allow never less', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { maxLength: 6 }),
        statement,
        request,
        fc.integer(),
        (statements, more, asked, seed) => {
          const { effect } = evaluatePolicy(statements, asked);
          const shuffled = statements.toSorted(
            (a, b) => ((JSON.stringify(a).length * seed) % 7) - ((JSON.stringify(b).length * seed) % 7),
          );
          expect(evaluatePolicy(shuffled, asked).effect).toBe(effect);
          const narrowed = evaluatePolicy([...statements, { ...more, Effect: 'Deny' }], asked).effect;
          if (effect !== 'allow') expect(narrowed).not.toBe('allow');
          const widened = evaluatePolicy([...statements, { ...more, Effect: 'Allow' }], asked).effect;
          if (effect === 'explicit deny') expect(widened).toBe('explicit deny');
          if (effect === 'allow') expect(widened).toBe('allow');
        },
      ),
    );
  });
});
