import { randomUUID } from 'node:crypto';
import { toAttributeMap, toAttributeValue } from './attribute-value';
import { toExpression } from './filter-expression';
import { java, plain } from './java-values';
import { ResolverError, unauthorizedField } from './resolver-error';

/** What `$util` says about the field in whose template it is called. */
export interface TemplateField {
  fieldName: string;
  parentTypeName: string;
  /** As `$util.authType()` names it. */
  authType: string;
  now(): Date;
  /** Takes an error that does not end the field: `$util.appendError`. */
  append(error: ResolverError): void;
}

/** Ends the template: the velocity engine rethrows without the cause, so it is kept here for the caller. */
export interface Raised {
  error: ResolverError | null;
}

const isNull = (value: unknown) => value === null || value === undefined;

function isEmpty(value: any): boolean {
  const bare = plain(value);
  if (isNull(bare)) return true;
  if (typeof bare === 'string' || Array.isArray(bare)) return bare.length === 0;
  return typeof bare === 'object' && Object.keys(bare).length === 0;
}

const isBlank = (value: any) => isEmpty(value) || (typeof plain(value) === 'string' && plain(value).trim() === '');

function parseJson(value: any): unknown {
  try {
    return java(JSON.parse(String(plain(value))));
  } catch {
    return null;
  }
}

function keyed(container: any, keep: (key: string) => boolean): unknown {
  return java(Object.fromEntries(Object.entries(plain(container)).filter(([key]) => keep(key))));
}

const withJson = (name: string, make: (...given: any[]) => unknown) => ({
  [name]: (...given: any[]) => java(make(...given.map(plain))),
  [`${name}Json`]: (...given: any[]) => JSON.stringify(make(...given.map(plain))),
});

const dynamodb = {
  ...withJson('toDynamoDB', toAttributeValue),
  ...withJson('toString', (value) => ({ S: String(value) })),
  ...withJson('toStringSet', (values) => ({ SS: values.map(String) })),
  ...withJson('toNumber', (value) => ({ N: String(Number(value)) })),
  ...withJson('toNumberSet', (values) => ({ NS: values.map((value: unknown) => String(Number(value))) })),
  ...withJson('toBinary', (value) => ({ B: value })),
  ...withJson('toBinarySet', (values) => ({ BS: values })),
  ...withJson('toBoolean', (value) => ({ BOOL: value })),
  ...withJson('toNull', () => ({ NULL: true })),
  ...withJson('toList', toAttributeValue),
  ...withJson('toMap', toAttributeValue),
  ...withJson('toMapValues', toAttributeMap),
};

/** A condition without values has none: DynamoDB refuses an empty map of them. */
const expression = (filter: any) => JSON.stringify(toExpression(plain(filter)));

const kind = (value: any) => {
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
    // The engine writes its position into the message of what is thrown, so that is not the error itself.
    throw new Error(error.message);
  };
  const failure = (message: any, type: any = null, data: any = null, info: any = null) =>
    new ResolverError(plain(type), String(plain(message)), plain(data), plain(info));

  /** The engine takes an unknown method for nothing; a template that needs one must not go on. */
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
    validate: (holds: unknown, message: any, type: any = 'CustomTemplateException', data: any = null) =>
      holds ? '' : raise(failure(message, type, data)),
    isNull,
    isNullOrEmpty: isEmpty,
    isNullOrBlank: isBlank,
    defaultIfNull: (value: any, fallback: any) => (isNull(value) ? fallback : value),
    defaultIfNullOrEmpty: (value: any, fallback: any) => (isEmpty(value) ? fallback : value),
    defaultIfNullOrBlank: (value: any, fallback: any) => (isBlank(value) ? fallback : value),
    isString: (value: any) => kind(value) === 'String',
    isNumber: (value: any) => kind(value) === 'Number',
    isBoolean: (value: any) => kind(value) === 'Boolean',
    isList: (value: any) => kind(value) === 'List',
    isMap: (value: any) => kind(value) === 'Map',
    typeOf: kind,
    matches: (pattern: any, value: any) => new RegExp(String(pattern)).test(String(plain(value))),
    parseJson,
    toJson: (value: any) => JSON.stringify(plain(value) ?? null),
    autoId: () => randomUUID(),
    base64Encode: (value: any) => Buffer.from(String(plain(value))).toString('base64'),
    base64Decode: (value: any) => Buffer.from(String(plain(value)), 'base64').toString('utf8'),
    urlEncode: (value: any) => encodeURIComponent(String(plain(value))),
    urlDecode: (value: any) => decodeURIComponent(String(plain(value))),
    escapeJavaScript: (value: any) =>
      JSON.stringify(String(plain(value)))
        .slice(1, -1)
        .replace(/['/]/g, '\\$&'),
    time: strict('$util.time', {
      nowISO8601: () => field.now().toISOString(),
      nowEpochSeconds: () => Math.floor(field.now().getTime() / 1000),
      nowEpochMilliSeconds: () => field.now().getTime(),
      parseISO8601ToEpochMilliSeconds: (text: any) => new Date(String(text)).getTime(),
      epochMilliSecondsToSeconds: (ms: any) => Math.floor(Number(ms) / 1000),
      epochMilliSecondsToISO8601: (ms: any) => new Date(Number(ms)).toISOString(),
    }),
    str: strict('$util.str', {
      toUpper: (value: any) => String(plain(value)).toUpperCase(),
      toLower: (value: any) => String(plain(value)).toLowerCase(),
      toReplace: (value: any, from: any, to: any) => String(plain(value)).replaceAll(String(from), String(to)),
      normalize: (value: any, form: any) => String(plain(value)).normalize(String(form).toUpperCase()),
    }),
    math: strict('$util.math', {
      roundNum: (value: any) => Math.round(plain(value)),
      minVal: Math.min,
      maxVal: Math.max,
    }),
    list: strict('$util.list', {
      copyAndRetainAll: (list: any, other: any) =>
        java(plain(list).filter((each: unknown) => plain(other).includes(each))),
      copyAndRemoveAll: (list: any, other: any) =>
        java(plain(list).filter((each: unknown) => !plain(other).includes(each))),
    }),
    map: strict('$util.map', {
      copyAndRetainAllKeys: (container: any, keys: any) => keyed(container, (key) => plain(keys).includes(key)),
      copyAndRemoveAllKeys: (container: any, keys: any) => keyed(container, (key) => !plain(keys).includes(key)),
    }),
    dynamodb: strict('$util.dynamodb', dynamodb),
    transform: strict('$util.transform', {
      toDynamoDBFilterExpression: expression,
      toDynamoDBConditionExpression: expression,
      toSubscriptionFilter: (filter: any) => JSON.stringify(plain(filter)),
    }),
  });
}
