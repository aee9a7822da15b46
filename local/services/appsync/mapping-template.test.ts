import { describe, expect, it } from 'vitest';
import { MappingTemplate, shared, type TemplateInput } from './mapping-template';
import type { ResolverError } from './resolver-error';

const NOW = new Date('2026-03-29T06:00:00.123Z');
const appended: ResolverError[] = [];
const field = {
  fieldName: 'getStartup',
  parentTypeName: 'Query',
  authType: 'User Pool Authorization',
  now: () => NOW,
  append: (error: ResolverError) => void appended.push(error),
};

function render(text: string, args: object = {}, input: Partial<TemplateInput> = {}, values = shared(args)) {
  return new MappingTemplate('test', text).render(field, values, { identity: null, request: {}, info: {}, ...input });
}

const value = (text: string, args?: object, input?: Partial<TemplateInput>) => render(text, args, input).value;

function failure(text: string, args?: object, input?: Partial<TemplateInput>) {
  try {
    render(text, args, input);
  } catch (error) {
    return error as ResolverError;
  }
  throw new Error('The template did not fail');
}

describe('a mapping template', () => {
  it('reads its context', () => {
    const identity = { sub: 'ada', claims: { 'cognito:groups': ['ADMINS'] } };
    const text = `$util.toJson({
      "sub": $ctx.identity.sub,
      "admin": $ctx.identity.claims.get("cognito:groups").contains("ADMINS"),
      "size": $ctx.args.tags.size(),
      "source": $context.source.id,
      "previous": $ctx.prev.result.n
    })`;
    expect(value(text, { tags: ['a', 'b'] }, { identity, source: { id: 's' }, prev: { result: { n: 1.5 } } })).toEqual({
      sub: 'ada',
      admin: true,
      size: 2,
      source: 's',
      previous: 1.5,
    });
  });

  it('shares arguments and stash with the next templates', () => {
    const values = shared({ filter: null });
    render(
      '#set($ctx.args.filter = {"or": [{"a": {"eq": 1}}]}) $util.qr($ctx.stash.put("seen", true)) {}',
      {},
      {},
      values,
    );
    expect(render('$util.toJson([$ctx.args.filter, $ctx.stash.seen])', {}, {}, values).value).toEqual([
      { or: [{ a: { eq: 1 } }] },
      true,
    ]);
  });

  it('ends at $util.error with type, data and info, and at $util.unauthorized with AppSync’s message', () => {
    expect(failure('$util.error("No.", "Refused", {"id": 1}, ["x"]) {}')).toMatchObject({
      message: 'No.',
      errorType: 'Refused',
      data: { id: 1 },
      errorInfo: ['x'],
    });
    expect(failure('#foreach($i in [1]) $util.unauthorized() #end {}')).toMatchObject({
      message: 'Not Authorized to access getStartup on type Query',
      errorType: 'Unauthorized',
    });
  });

  it('continues after $util.appendError', () => {
    appended.length = 0;
    expect(value('$util.appendError("Careful.", "Hint") {"n": 1}')).toEqual({ n: 1 });
    expect(appended).toMatchObject([{ message: 'Careful.', errorType: 'Hint' }]);
  });

  it('of more than 5 MB when evaluated fails as in AppSync', () => {
    const text = '$util.toJson($ctx.result)';
    const quotes = 2;
    const most = 'x'.repeat(5 * 1024 * 1024 - quotes);
    expect(value(text, {}, { result: most })).toBe(most);
    expect(failure(text, {}, { result: `${most}x` })).toMatchObject({
      errorType: 'MappingTemplate',
      message: 'Transformation too large',
    });
  });

  it('keeps no state of a rendering that failed inside a loop', () => {
    const template = new MappingTemplate(
      'test',
      '#foreach($role in $ctx.args.roles)#if($role == "bad")$util.unauthorized()#end#end$util.toJson("$!role")',
    );
    const input = { identity: null, request: {}, info: {} };
    expect(() => template.render(field, shared({ roles: ['bad'] }), input)).toThrow('Not Authorized');
    expect(template.render(field, shared({ roles: [] }), input).value).toBe('');
  });

  it('ends early with #return', () => {
    expect(render('#return({"n": 1}) {"n": 2}')).toMatchObject({ value: { n: 1 }, returned: true });
    expect(render('#return\n{"n": 2}')).toMatchObject({ value: null, returned: true });
    expect(render('{"n": 2}')).toMatchObject({ value: { n: 2 }, returned: false });
  });

  it('is named in the error when its output is not JSON', () => {
    expect(failure('{"n": }')).toMatchObject({
      errorType: 'MappingTemplate',
      message: 'test: Template transformation yielded an invalid JSON: {"n": }',
    });
    expect(() => new MappingTemplate('Broken', '#if(')).toThrow('The mapping template Broken does not parse');
  });

  it('escapes the input of users', () => {
    const hostile = '"}\n$util.error("x") #set($a = 1) \\u0000 💥';
    expect(value('{"payload": $util.toJson($ctx.args.text)}', { text: hostile })).toEqual({ payload: hostile });
  });
});

describe('$util', () => {
  it.each([
    ['$util.isNullOrEmpty($ctx.args.none)', true],
    ['$util.isNullOrEmpty([])', true],
    ['$util.isNullOrEmpty({})', true],
    ['$util.isNullOrEmpty($ctx.args.text)', false],
    ['$util.isNullOrBlank("  ")', true],
    ['$util.defaultIfNull($ctx.args.none, 3)', 3],
    ['$util.defaultIfNullOrEmpty("", "d")', 'd'],
    ['$util.isString($ctx.args.text)', true],
    ['$util.isNumber($ctx.args.number)', true],
    ['$util.isList($ctx.args.list)', true],
    ['$util.isMap($ctx.args.map)', true],
    ['$util.typeOf($ctx.args.map)', 'Map'],
    ['$util.matches("^a+$", "aaa")', true],
    ['$util.time.nowISO8601()', '2026-03-29T06:00:00.123Z'],
    ['$util.time.nowEpochSeconds()', 1774764000],
    ['$util.map.copyAndRetainAllKeys($ctx.args.map, ["a"])', { a: null }],
    ['$util.map.copyAndRemoveAllKeys($ctx.args.map, ["a"])', { b: 2 }],
    ['$util.list.copyAndRemoveAll($ctx.args.list, ["x"])', ['y']],
    ['$util.dynamodb.toDynamoDB($ctx.args.list)', { L: [{ S: 'x' }, { S: 'y' }] }],
    ['$util.dynamodb.toDynamoDB("")', { S: '' }],
    ['$util.dynamodb.toMapValues($ctx.args.map)', { a: { NULL: true }, b: { N: '2' } }],
    ['$util.base64Decode($util.base64Encode("ü"))', 'ü'],
    ['$util.authType()', 'User Pool Authorization'],
  ])('%s', (call, expected) => {
    const args = { text: 'abc', number: 1, list: ['x', 'y'], map: { a: null, b: 2 }, none: null };
    expect(value(`$util.toJson(${call})`, args)).toEqual(expected);
  });

  it('keeps the values of a condition', () => {
    const condition = value('$util.transform.toDynamoDBConditionExpression({"note": {"eq": "x"}})');
    expect(condition).toMatchObject({ expression: '#note = :v0', expressionValues: { ':v0': { S: 'x' } } });
  });

  it('fails a template that calls an unknown function', () => {
    expect(failure('#if(!$util.mayPass($ctx.identity))$util.unauthorized()#end {}')).toMatchObject({
      errorType: 'MappingTemplate',
      message: 'The local runner does not know $util.mayPass',
    });
    expect(failure('$util.dynamodb.toS3Object("x") {}').message).toContain('$util.dynamodb.toS3Object');
  });

  it('sets a subscription’s filter', () => {
    const text = '$extensions.setSubscriptionFilter($util.transform.toSubscriptionFilter($ctx.args.filter)) null';
    expect(render(text, { filter: { a: { eq: 1 } } }).subscriptionFilter).toEqual({ a: { eq: 1 } });
  });
});
