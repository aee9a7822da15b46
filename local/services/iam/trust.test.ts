import { describe, expect, it } from 'vitest';
import type { StackResource } from '../../runtime';
import { mayAssume } from './trust';
import { trustingRole } from './trusting-role';

const ROLE = 'arn:aws:iam::000000000000:role/worker';
const FUNCTION = 'arn:aws:lambda:eu-central-1:000000000000:function:work';
const assumer = { service: 'lambda.amazonaws.com', sourceArn: FUNCTION };

const statement = (more: object = {}) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'lambda.amazonaws.com' },
  ...more,
});
const role = (...Statement: object[]): StackResource => ({
  ...trustingRole(ROLE, ''),
  properties: { AssumeRolePolicyDocument: { Statement } },
});

describe('a trust policy', () => {
  it.each([
    ['names the service', [statement()], true],
    ['lists the service', [statement({ Principal: { Service: ['a.amazonaws.com', 'lambda.amazonaws.com'] } })], true],
    ['names another service', [statement({ Principal: { Service: 'ec2.amazonaws.com' } })], false],
    ['names people only', [statement({ Principal: { AWS: 'arn:aws:iam::000000000000:root' } })], false],
    ['allows another action', [statement({ Action: 'sts:AssumeRoleWithWebIdentity' })], false],
    ['denies it elsewhere', [statement(), statement({ Effect: 'Deny' })], false],
    [
      'requires this account',
      [statement({ Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } } })],
      true,
    ],
    ['requires another account', [statement({ Condition: { StringEquals: { 'aws:SourceAccount': '1' } } })], false],
    ['requires this source', [statement({ Condition: { ArnLike: { 'aws:SourceArn': FUNCTION } } })], true],
    ['requires another source', [statement({ Condition: { ArnLike: { 'aws:SourceArn': `${FUNCTION}2` } } })], false],
  ])('that %s', (_, statements, allowed) => {
    expect(mayAssume([role(...statements)], ROLE, assumer)).toBe(allowed);
  });

  it('of a role that is in no template lets nobody assume it', () => {
    expect(mayAssume([], ROLE, assumer)).toBe(false);
  });

  it.each([
    ['states', true],
    ['lambda', false],
  ])('with the regional name of %s', (name, allowed) => {
    const regional = trustingRole(ROLE, `${name}.eu-central-1.amazonaws.com`);
    expect(mayAssume([regional], ROLE, { service: `${name}.amazonaws.com`, sourceArn: FUNCTION })).toBe(allowed);
  });
});
