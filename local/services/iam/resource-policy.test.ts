import { describe, expect, it } from 'vitest';
import { allowsService, resourcePolicy } from './resource-policy';

const send = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
const request = {
  action: 'sqs:SendMessage',
  resource: 'arn:aws:sqs:eu-central-1:000000000000:dead',
  context: { 'aws:SourceArn': 'arn:rule', 'aws:SecureTransport': 'true' },
};

const allows = (Statement: object | object[]) =>
  allowsService(resourcePolicy.parse({ Statement }), ['events.amazonaws.com'], request);

describe('the policy of a resource', () => {
  it.each([
    ['the service by its name', { ...send, Principal: { Service: 'events.amazonaws.com' } }, true],
    ['one of several services', { ...send, Principal: { Service: ['a.amazonaws.com', 'events.amazonaws.com'] } }, true],
    ['everybody', { ...send, Principal: '*' }, true],
    ['every AWS principal', { ...send, Principal: { AWS: '*' } }, true],
    ['another service', { ...send, Principal: { Service: 'sns.amazonaws.com' } }, false],
    ['a role', { ...send, Principal: { AWS: 'arn:aws:iam::000000000000:role/batch' } }, false],
    ['a federated user', { ...send, Principal: { Federated: 'example.com' } }, false],
    ['nobody', [], false],
    [
      'the service for another source',
      {
        ...send,
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': 'arn:other' } },
      },
      false,
    ],
  ])('that allows %s', (_, statement, expected) => {
    expect(allows(statement)).toBe(expected);
  });

  it('applies a denial for everybody to a service too', () => {
    const allow = { ...send, Principal: { Service: 'events.amazonaws.com' } };
    const deny = { ...send, Effect: 'Deny', Principal: { AWS: '*' } };
    const insecure = { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    expect(allows([allow, insecure])).toBe(true);
    expect(allows([allow, deny])).toBe(false);
  });
});
