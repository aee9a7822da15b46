import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AwsRequest } from '../../runtime';
import { trialRuntime } from '../trial-runtime';
import { createKms } from './create-kms';
import { kmsKeyArn } from './kms-names';

let stateDir: string;
beforeEach(() => (stateDir = mkdtempSync(path.join(tmpdir(), 'kms-'))));
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const key = (ref: string) => ({ type: 'AWS::KMS::Key', ref, properties: { KeySpec: 'HMAC_256' } });
const open = (...refs: string[]) => createKms(trialRuntime({ stateDir, resources: refs.map(key) }).runtime);
const MESSAGE = Buffer.from('hello').toString('base64');

function request(operation: string, body: object): AwsRequest {
  return {
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': `TrentService.${operation}` },
    body: Buffer.from(JSON.stringify({ MacAlgorithm: 'HMAC_SHA_256', Message: MESSAGE, ...body })),
    principal: { arn: 'operator' },
  };
}

async function call(kms: ReturnType<typeof open>, operation: string, body: object) {
  const { status, body: text } = await kms.handle(request(operation, body));
  return { status, ...JSON.parse(String(text)) };
}

describe('KMS', () => {
  it('verifies its own MACs, by key id and by ARN, even after a restart', async () => {
    const { Mac } = await call(open('one'), 'GenerateMac', { KeyId: 'one' });
    expect(Buffer.from(Mac, 'base64')).toHaveLength(32);
    const verified = await call(open('one', 'two'), 'VerifyMac', { KeyId: kmsKeyArn('one'), Mac });
    expect(verified).toMatchObject({ status: 200, MacValid: true });
  });

  it('rejects another message, another key and a truncated MAC like AWS', async () => {
    const kms = open('one', 'two');
    const { Mac } = await call(kms, 'GenerateMac', { KeyId: 'one' });
    const refused = { status: 400, __type: 'KMSInvalidMacException' };
    expect(await call(kms, 'VerifyMac', { KeyId: 'two', Mac })).toMatchObject(refused);
    expect(await call(kms, 'VerifyMac', { KeyId: 'one', Mac: Mac.slice(4) })).toMatchObject(refused);
    expect(await call(kms, 'VerifyMac', { KeyId: 'one', Mac, Message: 'AAAA' })).toMatchObject(refused);
  });

  it('serves only the keys of the templates', async () => {
    expect(await call(open('one'), 'GenerateMac', { KeyId: 'other' })).toMatchObject({ __type: 'NotFoundException' });
  });

  it('needs permission for the key', () => {
    expect(open('one').authorize(request('VerifyMac', { KeyId: 'one' }))).toEqual([
      { action: 'kms:VerifyMac', resources: [kmsKeyArn('one')] },
    ]);
  });
});
