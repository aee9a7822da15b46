import {
  GenerateMacCommand,
  KMSInvalidMacException,
  KMSServiceException,
  VerifyMacCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import { TransientError } from '../domain/errors';
import type { TokenSigner } from '../domain/ports';

const ALGORITHM = 'HMAC_SHA_256';

const TRANSIENT = new Set([
  'ThrottlingException',
  'KMSInternalException',
  'DependencyTimeoutException',
  'TimeoutError',
]);

/**
 * MACs with KMS keys of type HMAC_256, which never leave KMS. Tokens name a key by its short id, so that a token can
 * select one of these keys only. Throws TransientError when a retry can help.
 */
export function createKmsTokenSigner(options: {
  client: Pick<KMSClient, 'send'>;
  keys: Map<string, string>;
}): TokenSigner {
  const { client, keys } = options;
  const [keyId, current] = [...keys].at(-1)!;
  return {
    async sign(text) {
      const Message = new TextEncoder().encode(text);
      const { Mac } = await transient(
        client.send(new GenerateMacCommand({ KeyId: current, MacAlgorithm: ALGORITHM, Message })),
      );
      return { keyId, mac: Mac! };
    },
    async verify(text, id, mac) {
      const KeyId = keys.get(id);
      if (!KeyId) return false;
      const Message = new TextEncoder().encode(text);
      try {
        const { MacValid } = await transient(
          client.send(new VerifyMacCommand({ KeyId, MacAlgorithm: ALGORITHM, Message, Mac: mac })),
        );
        return MacValid === true;
      } catch (error) {
        if (error instanceof KMSInvalidMacException) return false;
        throw error;
      }
    },
  };
}

async function transient<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    const isFault = cause instanceof KMSServiceException && cause.$fault === 'server';
    if (cause instanceof Error && (isFault || TRANSIENT.has(cause.name))) {
      throw new TransientError(`KMS: ${cause.message}`, { cause });
    }
    throw cause;
  }
}
