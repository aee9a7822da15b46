import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/*
 * Server side of SRP-6a (RFC 5054) in Cognito's variant: the 3072-bit group of RFC 3526 and SHA-256. The username has the
 * pool's name as a prefix. The session key is the first 16 bytes of an HKDF. The proof is an HMAC over the secret block
 * and a timestamp. Numbers are hashed in the form of Java's BigInteger.toByteArray().
 */

const N = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD' +
    'EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED' +
    'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F' +
    '83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B' +
    'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510' +
    '15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7' +
    'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C' +
    'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);
const G = 2n;

/** Whole bytes as hex. */
function evenHex(value: bigint): string {
  const hex = value.toString(16);
  return hex.length % 2 ? `0${hex}` : hex;
}

/** Shortest big-endian form with a sign byte, as hex. */
function padded(value: bigint): string {
  const even = evenHex(value);
  return /^[89a-f]/.test(even) ? `00${even}` : even;
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
const hashNumbers = (...values: bigint[]) => BigInt(`0x${sha256(Buffer.from(values.map(padded).join(''), 'hex'))}`);

const K = hashNumbers(N, G);

function modPow(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

const random = (bytes: number) => BigInt(`0x${randomBytes(bytes).toString('hex')}`);

/** The stored form of a password, both in hex. It can check a proof, but can't be used to sign in. */
export interface Verifier {
  salt: string;
  verifier: string;
}

function privateKey(poolName: string, username: string, password: string, salt: bigint): bigint {
  const identity = sha256(`${poolName}${username}:${password}`);
  return BigInt(`0x${sha256(Buffer.from(padded(salt) + identity, 'hex'))}`);
}

/** `poolName` is the part of the pool's id after the underscore; `username` is USER_ID_FOR_SRP of the challenge. */
export function createVerifier(poolName: string, username: string, password: string): Verifier {
  const salt = random(16);
  return { salt: padded(salt), verifier: modPow(G, privateKey(poolName, username, password, salt)).toString(16) };
}

export function passwordMatches(poolName: string, username: string, password: string, stored: Verifier): boolean {
  const key = privateKey(poolName, username, password, BigInt(`0x${stored.salt}`));
  return modPow(G, key) === BigInt(`0x${stored.verifier}`);
}

/** One challenge between InitiateAuth and RespondToAuthChallenge; single use. */
export interface Challenge {
  /** Hex of whole bytes, for the client's SRP_B: some clients drop an odd digit. */
  publicKey: string;
  /** Base64. The client returns it; it also identifies the challenge. */
  secretBlock: string;
  checks(proof: { signature: string; timestamp: string }): boolean;
}

/**
 * Opens a challenge for the client's public key `clientKey` (hex).
 * @throws RangeError for a key that is zero modulo N, which would sign in without a password
 */
export function openChallenge(poolName: string, username: string, stored: Verifier, clientKey: string): Challenge {
  if (!/^[0-9a-f]{1,1024}$/i.test(clientKey)) throw new RangeError('SRP_A is not a hexadecimal number');
  const A = BigInt(`0x${clientKey}`);
  if (A % N === 0n) throw new RangeError('SRP_A must not be zero');
  const v = BigInt(`0x${stored.verifier}`);
  const b = random(32);
  const B = (K * v + modPow(G, b)) % N;
  const u = hashNumbers(A, B);
  const S = modPow(A * modPow(v, u), b);
  const prk = createHmac('sha256', Buffer.from(padded(u), 'hex'))
    .update(Buffer.from(padded(S), 'hex'))
    .digest();
  const key = createHmac('sha256', prk).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
  const secretBlock = randomBytes(64).toString('base64');
  return {
    publicKey: evenHex(B),
    secretBlock,
    checks({ signature, timestamp }) {
      const expected = createHmac('sha256', key)
        .update(poolName)
        .update(username)
        .update(Buffer.from(secretBlock, 'base64'))
        .update(timestamp)
        .digest();
      const given = Buffer.from(signature, 'base64');
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

const TIMESTAMP =
  /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([1-9]|[12]\d|3[01]) (\d\d):(\d\d):(\d\d) UTC (\d{4})$/;

/** Reads Cognito's `Mon Nov 3 07:05:09 UTC 2026` (day without a leading zero); null for anything else. */
export function parseTimestamp(text: string): Date | null {
  const parts = TIMESTAMP.exec(text);
  if (!parts) return null;
  const [, , month, day, hours, minutes, seconds, year] = parts;
  const at = new Date(`${day} ${month} ${year} ${hours}:${minutes}:${seconds} UTC`);
  return Number.isNaN(at.getTime()) ? null : at;
}
