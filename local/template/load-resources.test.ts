import { describe, expect, it } from 'vitest';
import type { ResourceNaming } from '../runtime';
import { resolveStacks } from './load-resources';
import { TemplateError, type StackTemplate, type Template } from './stack-template';

const naming: Record<string, ResourceNaming> = {
  'Trial::Thing': ({ logicalId, optional }) => ({
    ref: optional('Name') ?? logicalId.toLowerCase(),
    attributes: { Arn: `arn:aws:trial:::${optional('Name') ?? logicalId.toLowerCase()}` },
  }),
};

function stack(template: Template, name = 'root', children: Record<string, StackTemplate> = {}): StackTemplate {
  return { name, stackName: `trial-${name}`, template, paths: new Map(), children: new Map(Object.entries(children)) };
}

/** Resolves one property of a resource in a template. */
function resolveProperty(value: unknown, rest: Partial<Template> = {}) {
  const root = stack({
    ...rest,
    Resources: {
      Other: { Type: 'Trial::Thing', Properties: { Name: 'other' } },
      Thing: { Type: 'Trial::Thing', Properties: { Value: value } },
      ...rest.Resources,
    },
  });
  return resolveStacks(root, naming).resources.find(({ logicalId }) => logicalId === 'Thing')!.properties['Value'];
}

describe('intrinsic functions', () => {
  it.each([
    ['Ref of a resource', { Ref: 'Other' }, 'other'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['Ref of the stack name', { Ref: 'AWS::StackName' }, 'trial-root'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Other', 'Arn'] }, 'arn:aws:trial:::other'],
    ['GetAtt as a string', { 'Fn::GetAtt': 'Other.Arn' }, 'arn:aws:trial:::other'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Other' }, 1]] }, 'a-other-1'],
    [
      'Sub',
      { 'Fn::Sub': '${AWS::Region}/${Other}/${Other.Arn}/${!Kept}' },
      'eu-central-1/other/arn:aws:trial:::other/${Kept}',
    ],
    ['Sub with variables', { 'Fn::Sub': ['${a}-${Other}', { a: { Ref: 'Other' } }] }, 'other-other'],
    ['Select of Split', { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Other', 'Arn'] }] }] }, 'other'],
    ['Base64', { 'Fn::Base64': 'text' }, 'dGV4dA=='],
    ['NoValue in a list', ['a', { Ref: 'AWS::NoValue' }], ['a']],
    ['NoValue in an object', { kept: 1, dropped: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  ])('%s', (_, value, expected) => {
    expect(resolveProperty(value)).toEqual(expected);
  });

  it.each([
    ['Equals', { 'Fn::Equals': ['a', 'a'] }, 'yes'],
    ['Not', { 'Fn::Not': [{ 'Fn::Equals': ['a', 'a'] }] }, 'no'],
    ['And', { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': ['a', 'b'] }] }, 'no'],
    ['Or', { 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }, { Condition: 'Yes' }] }, 'yes'],
  ])('If on a condition with %s', (_, condition, expected) => {
    const Conditions = { Yes: { 'Fn::Equals': [1, '1'] }, Tried: condition };
    expect(resolveProperty({ 'Fn::If': ['Tried', 'yes', 'no'] }, { Conditions })).toBe(expected);
  });

  it('FindInMap reads mappings with resolved keys', () => {
    const Mappings = { Sizes: { 'eu-central-1': { small: 3 } } };
    expect(resolveProperty({ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, { Mappings })).toBe(3);
  });

  it.each([
    ['a Ref to nothing', { Ref: 'Nobody' }, 'Stack root, Thing.Value/Ref: there is no resource or parameter Nobody.'],
    [
      'a reference inside Sub',
      { 'Fn::Sub': '${Nobody.Arn}' },
      'Stack root, Thing.Value/Fn::Sub: there is no resource or parameter Nobody.',
    ],
    [
      'an unknown condition',
      { 'Fn::If': ['Maybe', 1, 2] },
      'Stack root, Thing.Value/Fn::If: there is no condition Maybe.',
    ],
    [
      'an index beyond the list',
      { 'Fn::Select': [2, ['a']] },
      'Stack root, Thing.Value/Fn::Select: there is no item 2.',
    ],
  ])('are reported with their path: %s', (_, value, message) => {
    expect(() => resolveProperty(value)).toThrow(new TemplateError(message));
  });
});

describe('a value that the runner does not resolve', () => {
  it.each([
    [{ a: [{ 'Fn::GetAZs': '' }] }, 'Stack root, Thing.Value.a[0]: Fn::GetAZs is not supported.'],
    ['{{resolve:ssm:name}}', 'Stack root, Thing.Value: dynamic references ({{resolve:...}}) are not supported.'],
    [
      { 'Fn::ImportValue': 'vpc' },
      'Stack root, Thing.Value/Fn::ImportValue: nothing is exported as "vpc": the local runner runs one root stack.',
    ],
  ])('keeps only its own resource from being served: %j', (Value, problem) => {
    const Resources = {
      Thing: { Type: 'Trial::Thing', Properties: { Value } },
      User: { Type: 'Trial::Thing', Properties: { thing: { 'Fn::GetAtt': ['Thing', 'Arn'] } } },
    };
    const { resources, unserved } = resolveStacks(stack({ Resources }), naming);
    expect(resources.map(({ properties }) => properties)).toEqual([{ thing: 'arn:aws:trial:::thing' }]);
    expect(unserved).toEqual([{ type: 'Trial::Thing', logicalId: 'Thing', stack: 'root', referredTo: true, problem }]);
  });

  it('in a name gives the resource a stand-in name', () => {
    const Resources = {
      Thing: { Type: 'Trial::Thing', Properties: { Name: { 'Fn::GetAZs': '' } } },
      User: { Type: 'Trial::Thing', Properties: { thing: { Ref: 'Thing' } } },
    };
    const { resources, unserved } = resolveStacks(stack({ Resources }), naming);
    expect(resources.map(({ properties }) => properties)).toEqual([{ thing: 'root-Thing' }]);
    expect(unserved).toMatchObject([{ logicalId: 'Thing', referredTo: true }]);
  });

  it('in a condition or a parameter is reported for each resource that depends on it', () => {
    const child = stack(
      {
        Parameters: { Given: { Type: 'String' } },
        Resources: {
          Thing: { Type: 'Trial::Thing', Properties: { given: { Ref: 'Given' } } },
          Other: { Type: 'Trial::Thing' },
        },
      },
      'child',
    );
    const root = stack(
      {
        Conditions: { Odd: { 'Fn::Equals': [{ 'Fn::GetAZs': '' }, ''] } },
        Resources: {
          Thing: { Type: 'Trial::Thing', Condition: 'Odd' },
          Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Given: { 'Fn::GetAZs': '' } } } },
        },
      },
      'root',
      { Nested: child },
    );
    const { resources, unserved } = resolveStacks(root, naming);
    expect(resources.map(({ logicalId }) => logicalId)).toEqual(['Other']);
    expect(unserved.map(({ stack: name, logicalId, problem }) => [name, logicalId, problem])).toEqual([
      ['root', 'Thing', 'Stack root, Conditions.Odd/Fn::Equals[0]: Fn::GetAZs is not supported.'],
      ['child', 'Thing', 'Stack root, Nested.Parameters.Given: Fn::GetAZs is not supported.'],
    ]);
  });

  it('in an output leaves the output out', () => {
    const Outputs = { Zones: { Value: { 'Fn::GetAZs': '' } }, Kept: { Value: 'kept' } };
    const { outputs, unresolvedOutputs } = resolveStacks(stack({ Outputs }), naming);
    expect(outputs).toEqual({ Kept: 'kept' });
    expect(unresolvedOutputs).toEqual([
      { name: 'Zones', problem: 'Stack root, Outputs.Zones: Fn::GetAZs is not supported.' },
    ]);
  });
});

describe('resources', () => {
  it('are left out when their condition does not hold, and a reference to them is an error', () => {
    const template = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Left: { Type: 'Trial::Thing', Condition: 'Never' }, Kept: { Type: 'Trial::Thing' } },
    };
    expect(resolveStacks(stack(template), naming).resources.map(({ logicalId }) => logicalId)).toEqual(['Kept']);
    const referring = {
      ...template,
      Resources: { ...template.Resources, Kept: { Type: 'Trial::Thing', Properties: { a: { Ref: 'Left' } } } },
    };
    expect(() => resolveStacks(stack(referring), naming)).toThrow('Kept.a/Ref: Left is left out by its condition');
  });

  it('of an unknown type have stand-in names', () => {
    const resources = { Odd: { Type: 'AWS::SQS::Queue' }, Unused: { Type: 'AWS::SQS::Queue' } };
    const Value = ['Arn', 'QueueName'].map((attribute) => ({ 'Fn::GetAtt': ['Odd', attribute] }));
    const loaded = resolveStacks(
      stack({
        Resources: { ...resources, Thing: { Type: 'Trial::Thing', Properties: { Value, name: { Ref: 'Odd' } } } },
      }),
      naming,
    );
    expect(loaded.resources).toHaveLength(1);
    expect(loaded.resources[0]!.properties).toEqual({
      name: 'root-Odd',
      Value: ['arn:aws:sqs:eu-central-1:000000000000:root-Odd', 'root-Odd-QueueName'],
    });
    expect(loaded.unserved).toEqual([
      { type: 'AWS::SQS::Queue', logicalId: 'Odd', stack: 'root', referredTo: true, problem: null },
      { type: 'AWS::SQS::Queue', logicalId: 'Unused', stack: 'root', referredTo: false, problem: null },
    ]);
  });

  it('have a stand-in value for an unknown attribute', () => {
    const Resources = {
      Other: { Type: 'Trial::Thing' },
      Thing: { Type: 'Trial::Thing', Properties: { size: { 'Fn::GetAtt': ['Other', 'Size'] } } },
    };
    const { resources, unknownAttributes } = resolveStacks(stack({ Resources }), naming);
    expect(resources[1]!.properties).toEqual({ size: 'root-Other-Size' });
    expect(unknownAttributes).toEqual([{ type: 'Trial::Thing', logicalId: 'Other', stack: 'root', attribute: 'Size' }]);
  });

  it('whose conditions depend on each other are an error', () => {
    const Conditions = { Big: { Condition: 'Tall' }, Tall: { Condition: 'Big' } };
    const Resources = { Thing: { Type: 'Trial::Thing', Condition: 'Big' } };
    expect(() => resolveStacks(stack({ Conditions, Resources }), naming)).toThrow('condition Big depends on itself');
  });
});

describe('nested stacks', () => {
  const NESTED = 'AWS::CloudFormation::Stack';
  const child = (template: Template) => stack(template, 'child');

  it('get parameters from their parent and pass outputs to their siblings', () => {
    const first = child({
      Resources: { Thing: { Type: 'Trial::Thing' } },
      Outputs: { Name: { Value: { Ref: 'Thing' } } },
    });
    const second = child({
      Parameters: {
        Given: { Type: 'String' },
        Count: { Type: 'Number', Default: 5 },
        List: { Type: 'CommaDelimitedList', Default: 'a, b' },
      },
      Resources: {
        User: {
          Type: 'Trial::Thing',
          Properties: { given: { Ref: 'Given' }, count: { Ref: 'Count' }, list: { Ref: 'List' } },
        },
      },
    });
    const root = stack(
      {
        Resources: {
          Second: { Type: NESTED, Properties: { Parameters: { Given: { 'Fn::GetAtt': ['First', 'Outputs.Name'] } } } },
          First: { Type: NESTED },
        },
        Outputs: { Shown: { Value: { 'Fn::GetAtt': ['First', 'Outputs.Name'] } } },
      },
      'root',
      { First: first, Second: second },
    );
    const { resources, outputs } = resolveStacks(root, naming);
    expect(resources.find(({ logicalId }) => logicalId === 'User')?.properties).toEqual({
      given: 'thing',
      count: 5,
      list: ['a', 'b'],
    });
    expect(outputs).toEqual({ Shown: 'thing' });
  });

  it('report a missing parameter or output', () => {
    const needy = child({
      Parameters: { Given: { Type: 'String' } },
      Resources: { T: { Type: 'Trial::Thing', Properties: { a: { Ref: 'Given' } } } },
    });
    const root = stack({ Resources: { Nested: { Type: NESTED } } }, 'root', { Nested: needy });
    expect(() => resolveStacks(root, naming)).toThrow(
      'Stack child, T.a/Ref: the parameter Given has neither a value nor a default.',
    );
    const asking = stack(
      {
        Resources: { Nested: { Type: NESTED } },
        Outputs: { O: { Value: { 'Fn::GetAtt': ['Nested', 'Outputs.Nothing'] } } },
      },
      'root',
      { Nested: child({}) },
    );
    expect(() => resolveStacks(asking, naming)).toThrow('the nested stack child has no output Nothing');
  });
});
