import { expect, it } from 'vitest';
import { TemplateError } from '../../template/stack-template';
import { refuseLargeEnvironment } from './refuse-large-environment';

/** A function with one variable; as JSON, name and marks take 8 bytes. */
const withVariable = (value: string) => ({
  logicalId: 'Send',
  type: 'AWS::Lambda::Function',
  stack: 'data',
  path: '',
  properties: { Environment: { Variables: { A: value } } },
  ref: 'send',
  attributes: {},
});

it.each([
  ['letters', 'x'.repeat(4089)],
  ['letters of more bytes', `${'x'.repeat(4087)}é`],
])('an environment of 4097 bytes is refused as by AWS: %s', (_, value) => {
  expect(() => refuseLargeEnvironment([withVariable(value)])).toThrow(
    new TemplateError(
      'Stack data, Send: Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit (4097 bytes).',
    ),
  );
});

it('an environment of 4096 bytes is accepted, and none', () => {
  expect(() => refuseLargeEnvironment([withVariable('x'.repeat(4088))])).not.toThrow();
  expect(() => refuseLargeEnvironment([{ ...withVariable(''), properties: {} }])).not.toThrow();
});
