import { toAttributeValue, type AttributeValue } from './attribute-value';

/** A DynamoDB expression with its placeholders. */
export interface Expression {
  expression: string;
  expressionNames: Record<string, string>;
  expressionValues: Record<string, AttributeValue>;
}

const COMPARISON: Record<string, string> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };

type Filter = Record<string, unknown>;

/**
 * `$util.transform.toDynamoDBFilterExpression` and `toDynamoDBConditionExpression`: converts Amplify's filter objects
 * (`{and: [...], name: {beginsWith: 'A'}}`) into an expression. Several fields, and several operators of one field, are
 * joined with AND. A null filter sets no condition, not even inside `and`, `or` and `not`.
 * https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform.html
 * @throws Error for an operator without a DynamoDB expression
 */
export function toExpression(filter: Filter | null | undefined): Expression {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};

  function name(field: string): string {
    const placeholder = `#${field}`;
    names[placeholder] = field;
    return placeholder;
  }

  function value(of: unknown): string {
    const placeholder = `:v${Object.keys(values).length}`;
    values[placeholder] = toAttributeValue(of);
    return placeholder;
  }

  function operation(operand: string, operator: string, argument: unknown): string {
    if (operator in COMPARISON) return `${operand} ${COMPARISON[operator]} ${value(argument)}`;
    switch (operator) {
      case 'between': {
        const [low, high] = listOf(operator, argument);
        return `${operand} BETWEEN ${value(low)} AND ${value(high)}`;
      }
      case 'beginsWith':
        return `begins_with(${operand}, ${value(argument)})`;
      case 'contains':
        return `contains(${operand}, ${value(argument)})`;
      case 'notContains':
        return `NOT contains(${operand}, ${value(argument)})`;
      case 'in':
        return `${operand} IN (${listOf(operator, argument).map(value).join(', ')})`;
      case 'attributeExists':
        return `${argument ? 'attribute_exists' : 'attribute_not_exists'}(${operand})`;
      case 'attributeType':
        return `attribute_type(${operand}, ${value(TYPES[argument as string] ?? argument)})`;
      case 'size':
        return all(Object.entries((argument ?? {}) as Filter).map(([op, of]) => operation(`size(${operand})`, op, of)));
      default:
        throw new Error(`The filter operator ${operator} has no DynamoDB expression`);
    }
  }

  function group(filter: Filter | null | undefined): string {
    return all(
      Object.entries(filter ?? {})
        .filter(([, part]) => part !== null && part !== undefined)
        .map(([key, part]) => {
          if (key === 'and' || key === 'or') {
            const parts = (Array.isArray(part) ? part : [part]).map(group).filter(Boolean);
            return parts.length > 1 ? `(${parts.join(key === 'and' ? ' AND ' : ' OR ')})` : (parts[0] ?? '');
          }
          if (key === 'not') {
            const excluded = group(part as Filter);
            return excluded && `(NOT ${excluded})`;
          }
          const operators = Object.entries(part as Filter).filter(([, of]) => of !== undefined);
          return all(operators.map(([operator, of]) => operation(name(key), operator, of)));
        }),
    );
  }

  return { expression: group(filter), expressionNames: names, expressionValues: values };
}

function listOf(operator: string, argument: unknown): unknown[] {
  if (Array.isArray(argument)) return argument;
  throw new Error(`The filter operator ${operator} takes a list`);
}

function all(parts: string[]): string {
  const some = parts.filter(Boolean);
  return some.length > 1 ? `(${some.join(' AND ')})` : (some[0] ?? '');
}

const TYPES: Record<string, string> = {
  string: 'S',
  number: 'N',
  binary: 'B',
  bool: 'BOOL',
  list: 'L',
  map: 'M',
  stringSet: 'SS',
  numberSet: 'NS',
  binarySet: 'BS',
  _null: 'NULL',
};
