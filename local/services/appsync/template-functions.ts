import { randomUUID } from 'node:crypto';
import { toAttributeMap, toAttributeValue } from './attribute-value';
import { toExpression } from './filter-expression';
import { java, plain } from './java-values';
import { ResolverError, unauthorizedField } from './resolver-error';

/** The field whose template calls `$util`. */
export interface TemplateField {
  fieldName: string;
  parentTypeName: string;
  /** The result of `$util.authType()`. */
  authType: string;
  now(): Date;
  /** Adds an error without ending the template: `$util.appendError`. */
  append(error: ResolverError): void;
}

/** The error that ended the template. The engine rethrows without the cause, so the caller reads it here. */
export interface Raised {
  error: ResolverError | null;
}

const isNull = (value: unknown) => value === null || value === undefined;

/** The strings, lists and maps that a template passes. */
const text = (value: unknown) => String(plain(value));
const listIn = (value: unknown) => plain(value) as unknown[];
const mapIn = (value: unknown) => (plain(value) ?? {}) as Record<string, unknown>;

function isEmpty(value: unknown): boolean {
  const bare = plain(value);
  if (isNull(bare)) return true;
  if (typeof bare === 'string' || Array.isArray(bare)) return bare.length === 0;
  return typeof bare === 'object' && Object.keys(bare as object).length === 0;
}

const isBlank = (value: unknown) => isEmpty(value) || (typeof plain(value) === 'string' && text(value).trim() === '');

function parseJson(value: unknown): unknown {
  try {
    return java(JSON.parse(text(value)));
  } catch {
    return null;
  }
}

function keyed(map: unknown, keep: (key: string) => boolean): unknown {
  return java(Object.fromEntries(Object.entries(mapIn(map)).filter(([key]) => keep(key))));
}

const withJson = (name: string, make: (given: unknown) => unknown) => ({
  [name]: (given: unknown) => java(make(plain(given))),
  [`${name}Json`]: (given: unknown) => JSON.stringify(make(plain(given))),
});

const dynamodb = {
  ...withJson('toDynamoDB', toAttributeValue),
  ...withJson('toString', (value) => ({ S: String(value) })),
  ...withJson('toStringSet', (values) => ({ SS: listIn(values).map(String) })),
  ...withJson('toNumber', (value) => ({ N: String(Number(value)) })),
  ...withJson('toNumberSet', (values) => ({ NS: listIn(values).map((value) => String(Number(value))) })),
  ...withJson('toBinary', (value) => ({ B: value })),
  ...withJson('toBinarySet', (values) => ({ BS: values })),
  ...withJson('toBoolean', (value) => ({ BOOL: value })),
  ...withJson('toNull', () => ({ NULL: true })),
  ...withJson('toList', toAttributeValue),
  ...withJson('toMap', toAttributeValue),
  ...withJson('toMapValues', (values) => toAttributeMap(mapIn(values))),
};

const expression = (filter: unknown) => JSON.stringify(toExpression(mapIn(filter)));

const kind = (value: unknown) => {
  const bare = plain(value);
  if (bare === null || bare === undefined) return 'Null';
  if (Array.isArray(bare)) return 'List';
  return { number: 'Number', string: 'String', boolean: 'Boolean', object: 'Map' }[typeof bare as string] ?? 'Object';
};

/**
 * `$util` of the mapping templates.
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-util-reference.html
 */
export function templateFunctions(field: TemplateField, raised: Raised) {
  const raise = (error: ResolverError): never => {
    raised.error = error;
    // The engine writes its position into the message of the thrown error, so a copy is thrown.
    throw new Error(error.message);
  };
  const failure = (message: unknown, type: unknown = null, data: unknown = null, info: unknown = null) =>
    new ResolverError(isNull(plain(type)) ? null : text(type), text(message), plain(data), plain(info));

  /** The engine ignores an unknown method; a template that calls one must fail. */
  const strict = <T extends object>(name: string, functions: T): T =>
    new Proxy(functions, {
      get: (target, key) =>
        typeof key !== 'string' || key in target
          ? Reflect.get(target, key)
          : () => raise(new ResolverError('MappingTemplate', `The local runner does not know ${name}.${key}`)),
    });

  return strict('$util', {
    qr: () => '',
    quiet: () => '',
    authType: () => field.authType,
    error: (...given: Parameters<typeof failure>) => raise(failure(...given)),
    appendError(...given: Parameters<typeof failure>) {
      field.append(failure(...given));
      return '';
    },
    unauthorized: () => raise(unauthorizedField(field.fieldName, field.parentTypeName)),
    validate: (holds: unknown, message: unknown, type: unknown = 'CustomTemplateException', data: unknown = null) =>
      holds ? '' : raise(failure(message, type, data)),
    isNull,
    isNullOrEmpty: isEmpty,
    isNullOrBlank: isBlank,
    defaultIfNull: (value: unknown, fallback: unknown) => (isNull(value) ? fallback : value),
    defaultIfNullOrEmpty: (value: unknown, fallback: unknown) => (isEmpty(value) ? fallback : value),
    defaultIfNullOrBlank: (value: unknown, fallback: unknown) => (isBlank(value) ? fallback : value),
    isString: (value: unknown) => kind(value) === 'String',
    isNumber: (value: unknown) => kind(value) === 'Number',
    isBoolean: (value: unknown) => kind(value) === 'Boolean',
    isList: (value: unknown) => kind(value) === 'List',
    isMap: (value: unknown) => kind(value) === 'Map',
    typeOf: kind,
    matches: (pattern: unknown, value: unknown) => new RegExp(String(pattern)).test(text(value)),
    parseJson,
    toJson: (value: unknown) => JSON.stringify(plain(value) ?? null),
    autoId: () => randomUUID(),
    base64Encode: (value: unknown) => Buffer.from(text(value)).toString('base64'),
    base64Decode: (value: unknown) => Buffer.from(text(value), 'base64').toString('utf8'),
    urlEncode: (value: unknown) => encodeURIComponent(text(value)),
    urlDecode: (value: unknown) => decodeURIComponent(text(value)),
    escapeJavaScript: (value: unknown) => JSON.stringify(text(value)).slice(1, -1).replace(/['/]/g, '\\$&'),
    time: strict('$util.time', {
      nowISO8601: () => field.now().toISOString(),
      nowEpochSeconds: () => Math.floor(field.now().getTime() / 1000),
      nowEpochMilliSeconds: () => field.now().getTime(),
      parseISO8601ToEpochMilliSeconds: (text: unknown) => new Date(String(text)).getTime(),
      epochMilliSecondsToSeconds: (ms: unknown) => Math.floor(Number(ms) / 1000),
      epochMilliSecondsToISO8601: (ms: unknown) => new Date(Number(ms)).toISOString(),
    }),
    str: strict('$util.str', {
      toUpper: (value: unknown) => text(value).toUpperCase(),
      toLower: (value: unknown) => text(value).toLowerCase(),
      toReplace: (value: unknown, from: unknown, to: unknown) => text(value).replaceAll(String(from), String(to)),
      normalize: (value: unknown, form: unknown) => text(value).normalize(String(form).toUpperCase()),
    }),
    math: strict('$util.math', {
      roundNum: (value: unknown) => Math.round(Number(plain(value))),
      minVal: Math.min,
      maxVal: Math.max,
    }),
    list: strict('$util.list', {
      copyAndRetainAll: (list: unknown, other: unknown) =>
        java(listIn(list).filter((each) => listIn(other).includes(each))),
      copyAndRemoveAll: (list: unknown, other: unknown) =>
        java(listIn(list).filter((each) => !listIn(other).includes(each))),
    }),
    map: strict('$util.map', {
      copyAndRetainAllKeys: (map: unknown, keys: unknown) => keyed(map, (key) => listIn(keys).includes(key)),
      copyAndRemoveAllKeys: (map: unknown, keys: unknown) => keyed(map, (key) => !listIn(keys).includes(key)),
    }),
    dynamodb: strict('$util.dynamodb', dynamodb),
    transform: strict('$util.transform', {
      toDynamoDBFilterExpression: expression,
      toDynamoDBConditionExpression: expression,
      toSubscriptionFilter: (filter: unknown) => JSON.stringify(plain(filter)),
    }),
  });
}
