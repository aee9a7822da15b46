import { describe, expect, it } from 'vitest';
import type { FunctionNeeds } from '../functions/needs';
import { setEnvironment, setting, statementsFor } from './grants';

const table = { value: 'digests', arns: ['arn:digests'] };

const granted = (needs: FunctionNeeds, resources: Parameters<typeof statementsFor>[1]) =>
  statementsFor(needs, resources).map((statement) => {
    const { Action, Resource } = statement.toStatementJson() as { Action: unknown; Resource: unknown };
    return [Action, Resource];
  });

describe('what a function needs', () => {
  it('is granted on the resource that it names: a table, an index, the account', () => {
    const needs: FunctionNeeds = {
      environment: {
        DIGEST_TABLE: { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], indexes: { open: ['dynamodb:Query'] } },
        APP_URL: {},
      },
      others: { account: ['ses:GetSendQuota'] },
    };
    const account = { value: null, arns: ['*'] };
    expect(granted(needs, { DIGEST_TABLE: table, APP_URL: setting('https://a.example'), account })).toEqual([
      [['dynamodb:GetItem', 'dynamodb:PutItem'], 'arn:digests'],
      ['dynamodb:Query', 'arn:digests/index/open'],
      ['ses:GetSendQuota', '*'],
    ]);
  });

  it('is granted action by action where the ARNs depend on the action', () => {
    const needs: FunctionNeeds = { environment: { TOKEN_KEYS: { actions: ['kms:GenerateMac', 'kms:VerifyMac'] } } };
    const TOKEN_KEYS = {
      value: '1=a 2=b',
      arns: (action: string) => (action === 'kms:GenerateMac' ? ['arn:b'] : ['arn:a', 'arn:b']),
    };
    expect(granted(needs, { TOKEN_KEYS })).toEqual([
      ['kms:GenerateMac', 'arn:b'],
      ['kms:VerifyMac', ['arn:a', 'arn:b']],
    ]);
  });

  it('becomes an environment variable when it has a value, and is unset otherwise', () => {
    const set: Record<string, string> = {};
    setEnvironment(
      { addEnvironment: (name, value) => void (set[name] = value) },
      { environment: { DIGEST_TABLE: {}, UNSUBSCRIBE_MAILBOX: {} } },
      { DIGEST_TABLE: table, UNSUBSCRIBE_MAILBOX: setting(null) },
    );
    expect(set).toEqual({ DIGEST_TABLE: 'digests' });
  });
});
