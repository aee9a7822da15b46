import { isIP } from 'node:net';
import { GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';

/*
 * AppSync's scalars check the form of a value and keep the value unchanged.
 * https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */

const DATE = /^(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2}(:\d{2})?)?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}(:\d{2})?)?$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}(:\d{2})?)$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const PHONE = /^\+?[0-9][0-9 ()-]{2,30}$/;

const isDay = (text: string | undefined) => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text!);
};

function isUrl(text: string): boolean {
  try {
    return Boolean(new URL(text).protocol);
  } catch {
    return false;
  }
}

function textScalar(name: string, fits: (text: string) => boolean): GraphQLScalarType {
  const check = (value: unknown) => {
    if (typeof value === 'string' && fits(value)) return value;
    throw new TypeError(`Can't use ${JSON.stringify(value)} as ${name}`);
  };
  return new GraphQLScalarType({
    name,
    serialize: check,
    parseValue: check,
    parseLiteral: (node: ValueNode) => check(node.kind === Kind.STRING ? node.value : null),
  });
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') throw new TypeError('AWSJSON takes JSON in a string');
  try {
    return JSON.parse(value);
  } catch {
    throw new TypeError(`Unable to parse ${value} as valid JSON.`);
  }
}

const seconds = (value: unknown) => {
  if (Number.isSafeInteger(value)) return value;
  throw new TypeError(`Can't use ${JSON.stringify(value)} as AWSTimestamp`);
};

export const scalars: Record<string, GraphQLScalarType> = Object.fromEntries(
  [
    textScalar('AWSDate', (text) => isDay(DATE.exec(text)?.[1])),
    textScalar('AWSTime', (text) => TIME.test(text)),
    textScalar('AWSDateTime', (text) => isDay(DATE_TIME.exec(text)?.[1])),
    textScalar('AWSEmail', (text) => EMAIL.test(text)),
    textScalar('AWSURL', isUrl),
    textScalar('AWSPhone', (text) => PHONE.test(text)),
    textScalar('AWSIPAddress', (text) => isIP(text.split('/')[0]!) !== 0),
    new GraphQLScalarType({
      name: 'AWSJSON',
      // A string from a resolver is already JSON; other values are serialised.
      serialize: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
      parseValue: parseJson,
      parseLiteral: (node) => parseJson(valueFromASTUntyped(node)),
    }),
    new GraphQLScalarType({
      name: 'AWSTimestamp',
      serialize: seconds,
      parseValue: seconds,
      parseLiteral: (node) => seconds(node.kind === Kind.INT ? Number(node.value) : null),
    }),
  ].map((scalar) => [scalar.name, scalar]),
);
