import { KMSInvalidMacException, KMSServiceException } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { TransientError } from '../domain/errors';
import { createKmsTokenSigner } from './kms-token-signer';
import { signingKeys } from './signing-keys';

const keys = signingKeys.parse('1=old-key 2=new-key');
const MAC = new Uint8Array([1, 2, 3]);

function open(answer: object | Error) {
  const inputs: object[] = [];
  const send = async ({ input }: { input: object }) => {
    inputs.push(input);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { signer: createKmsTokenSigner({ client: { send } as never, keys }), inputs };
}

const fault = (name: string, $fault: 'client' | 'server') =>
  new KMSServiceException({ name, message: name, $fault, $metadata: {} });

describe('signing with KMS', () => {
  it('uses the newest key and names it by its short id', async () => {
    const { signer, inputs } = open({ Mac: MAC });
    expect(await signer.sign('text')).toEqual({ keyId: '2', mac: MAC });
    expect(inputs).toMatchObject([{ KeyId: 'new-key', MacAlgorithm: 'HMAC_SHA_256' }]);
  });

  it('verifies with the key that the token names, and makes no request for an unknown key', async () => {
    const { signer, inputs } = open({ MacValid: true });
    expect(await signer.verify('text', '1', MAC)).toBe(true);
    expect(await signer.verify('text', 'arn:aws:kms:somebody:else', MAC)).toBe(false);
    expect(inputs).toMatchObject([{ KeyId: 'old-key', Mac: MAC }]);
  });

  it('returns false for a wrong MAC, throws TransientError for temporary errors, and rethrows others', async () => {
    const wrong = new KMSInvalidMacException({ message: '', $metadata: {} });
    expect(await open(wrong).signer.verify('text', '1', MAC)).toBe(false);
    for (const temporary of [fault('ThrottlingException', 'client'), fault('KMSInternalException', 'server')]) {
      await expect(open(temporary).signer.sign('text')).rejects.toThrow(TransientError);
      await expect(open(temporary).signer.verify('text', '1', MAC)).rejects.toThrow(TransientError);
    }
    const denied = fault('AccessDeniedException', 'client');
    await expect(open(denied).signer.verify('text', '1', MAC)).rejects.toBe(denied);
  });

  it('refuses an environment without keys', () => {
    expect(signingKeys.safeParse('').success).toBe(false);
    expect(signingKeys.safeParse('1').success).toBe(false);
  });
});
