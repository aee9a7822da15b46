import { describe, expect, it } from 'vitest';
import { resolveStacks } from './load-resources';
import { TemplateError, type StackTemplate, type Template } from './stack-template';

const NESTED = 'AWS::CloudFormation::Stack';

const stack = (Resources: Template['Resources'], name = 'root', children: StackTemplate[] = []): StackTemplate => ({
  name,
  stackName: `trial-${name}`,
  template: { Resources },
  paths: new Map(),
  children: new Map(children.map((child) => [`${child.name}Stack`, child])),
});

/** Two resources; `a` is a value in the properties of A, and B refers to A. */
const twoResources = (a: unknown, more: object = {}) =>
  stack({
    A: { Type: 'Trial::Thing', Properties: { deep: [{ value: a }] }, ...more },
    B: { Type: 'Trial::Thing', Properties: { a: { Ref: 'A' } } },
  });

const load = (root: StackTemplate) => resolveStacks(root, {});

describe('a template whose resources depend on each other in a circle is refused', () => {
  it.each([
    ['Ref', { Ref: 'B' }],
    ['GetAtt', { 'Fn::GetAtt': ['B', 'Arn'] }],
    ['GetAtt in one string', { 'Fn::GetAtt': 'B.Arn' }],
    ['Sub of a name', { 'Fn::Sub': 'arn:${AWS::Region}:${B}' }],
    ['Sub of an attribute', { 'Fn::Sub': ['${own}/${B.Arn}', { own: 'x' }] }],
    ['a variable of Sub', { 'Fn::Sub': ['${own}', { own: { Ref: 'B' } }] }],
    ['Join', { 'Fn::Join': ['', ['arn:', { Ref: 'B' }]] }],
    ['a branch of If that is not taken', { 'Fn::If': ['Never', { Ref: 'B' }, 'x'] }],
  ])('through %s', (_, value) => {
    expect(() => load(twoResources(value))).toThrow(
      new TemplateError('Stack root: circular dependency between resources: A -> B -> A.'),
    );
  });

  it.each([['B'], [['B']]])('through DependsOn %j', (DependsOn) => {
    expect(() => load(twoResources('x', { DependsOn }))).toThrow('A -> B -> A.');
  });

  it('also when a condition leaves a resource out', () => {
    expect(() => load(twoResources({ Ref: 'B' }, { Condition: 'Never' }))).toThrow('A -> B -> A.');
  });

  it('when a resource refers to itself', () => {
    expect(() => load(stack({ A: { Type: 'Trial::Thing', Properties: { own: { Ref: 'A' } } } }))).toThrow('A -> A.');
  });

  it('without the resources that only lead to the circle', () => {
    const { template } = twoResources({ Ref: 'B' });
    const Resources = { First: { Type: 'Trial::Thing', DependsOn: 'B' }, ...template.Resources };
    expect(() => load(stack(Resources))).toThrow('resources: B -> A -> B.');
  });
});

describe('nested stacks', () => {
  const child = (name: string) => stack({ [name]: { Type: 'Trial::Thing' } }, name);
  const passing = (from: string) => ({ Parameters: { arn: { 'Fn::GetAtt': [`${from}Stack`, 'Outputs.arn'] } } });

  it('that pass values to each other in a circle are refused by their names', () => {
    const Resources = {
      dataStack: { Type: NESTED, Properties: passing('function') },
      functionStack: { Type: NESTED, Properties: passing('email') },
      emailStack: { Type: NESTED, Properties: passing('data') },
    };
    expect(() => load(stack(Resources, 'root', ['data', 'function', 'email'].map(child)))).toThrow(
      new TemplateError('Stack root: circular dependency between resources: data -> function -> email -> data.'),
    );
  });

  it('are searched themselves', () => {
    const inner = { ...twoResources({ Ref: 'B' }), name: 'data' };
    expect(() => load(stack({ dataStack: { Type: NESTED } }, 'root', [inner]))).toThrow('Stack data: circular');
  });
});

it.each([
  ['a literal ${!B} in Sub', { 'Fn::Sub': '${!B}' }],
  ['a variable of Sub with the name of a resource', { 'Fn::Sub': ['${B}', { B: 'x' }] }],
  ['plain text', 'B'],
])('%s is no dependency', (_, value) => {
  expect(() => load(twoResources(value))).not.toThrow();
});
