import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AwsApi, AwsRequest, Runtime } from '../../runtime';
import { AwsFault, jsonAnswer, jsonBody, jsonError, peekBody, targetOperation } from '../json-protocol';
import { kmsKeyArn } from './kms-names';

const CONTENT_TYPE = 'application/x-amz-json-1.1';
const ALGORITHM = 'HMAC_SHA_256';
/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
const LONGEST_MESSAGE = 4096;

/**
 * Serves the templates' HMAC_256 keys to GenerateMac and VerifyMac. Key material is generated once and stored in the state
 * folder, so that signed links in the inbox stay valid after a restart.
 */
export function createKms(runtime: Pick<Runtime, 'byType' | 'stateDir'>): AwsApi {
  const material = keyMaterial(
    path.join(runtime.stateDir, 'kms-keys.json'),
    runtime
      .byType('AWS::KMS::Key')
      .filter(({ properties }) => properties['KeySpec'] === 'HMAC_256')
      .map(({ ref }) => ref),
  );

  function answer(request: AwsRequest) {
    const operation = targetOperation(request, 'TrentService');
    if (operation !== 'GenerateMac' && operation !== 'VerifyMac') {
      throw new AwsFault('UnknownOperationException', `The local runner's KMS does not serve ${operation || 'this'}.`);
    }
    const { KeyId, Message, MacAlgorithm, Mac } = jsonBody(request) as Record<string, string | undefined>;
    const id = idOf(KeyId);
    const key = material.get(id);
    if (!key) throw new AwsFault('NotFoundException', `Key '${kmsKeyArn(id)}' does not exist`);
    if (MacAlgorithm !== ALGORITHM) {
      throw new AwsFault('InvalidKeyUsageException', `${MacAlgorithm} is not an algorithm of ${kmsKeyArn(id)}.`);
    }
    const message = Buffer.from(Message ?? '', 'base64');
    if (message.length < 1 || message.length > LONGEST_MESSAGE) {
      throw new AwsFault('ValidationException', `Message must have 1 to ${LONGEST_MESSAGE} bytes.`);
    }
    const mac = createHmac('sha256', key).update(message).digest();
    const about = { KeyId: kmsKeyArn(id), MacAlgorithm: ALGORITHM };
    if (operation === 'GenerateMac') return { ...about, Mac: mac.toString('base64') };
    const given = Buffer.from(Mac ?? '', 'base64');
    if (given.length !== mac.length || !timingSafeEqual(given, mac)) throw new AwsFault('KMSInvalidMacException', '');
    return { ...about, MacValid: true };
  }

  return {
    service: 'kms',
    authorize: (request) => [
      {
        action: `kms:${targetOperation(request, 'TrentService')}`,
        resources: [kmsKeyArn(idOf(peekBody(request)['KeyId']))],
      },
    ],
    async handle(request) {
      try {
        return jsonAnswer(200, answer(request), CONTENT_TYPE);
      } catch (error) {
        if (error instanceof AwsFault) return jsonError(error.status, error.code, error.message, CONTENT_TYPE);
        throw error;
      }
    },
    error: (status, code, message) => jsonError(status, code, message, CONTENT_TYPE),
  };
}

/** A key id or an ARN as a key id; aliases are not served. */
const idOf = (keyId: unknown) => String(keyId ?? '').replace(/^arn:aws:kms:[^:]*:[^:]*:key\//, '');

/** The stored material, and new material for keys without. Material of keys that left the templates is kept. */
function keyMaterial(file: string, ids: string[]): Map<string, Buffer> {
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const missing = ids.filter((id) => !Object.hasOwn(stored, id));
  for (const id of missing) stored[id] = randomBytes(32).toString('base64');
  if (missing.length > 0) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return new Map(ids.map((id) => [id, Buffer.from(stored[id]!, 'base64')]));
}
