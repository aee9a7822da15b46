import * as z from 'zod';
import type { TokenSigner } from '../ports';

/** The investor who stops the daily email, and the digest whose link they used. It contains no email address. */
export interface UnsubscribeToken {
  investorId: string;
  digestKey: string | null;
  /** UTC instant to the second. It does not expire: the link of an old email must still work. */
  issuedAt: string;
}

const VERSION = 'v1';
/** The purpose of the MAC, so that a MAC made with the same key for another purpose is not valid here. */
const PURPOSE = 'unsubscribe';
const LONGEST = 1024;

const payload = z.tuple([z.string().min(1), z.string().nullable(), z.int().nonnegative()]);

/** `v1.<key id>.<payload>.<MAC>`, the last two in base64url. At most 1,024 characters for ids of usual length. */
export async function writeUnsubscribeToken(token: UnsubscribeToken, signer: TokenSigner): Promise<string> {
  const fields = [token.investorId, token.digestKey, Math.floor(Date.parse(token.issuedAt) / 1000)];
  const content = toBase64Url(new TextEncoder().encode(JSON.stringify(fields)));
  const { keyId, mac } = await signer.sign(signedText(content));
  return [VERSION, keyId, content, toBase64Url(mac)].join('.');
}

/** Null for text that `writeUnsubscribeToken` did not write with a key that the signer still has. */
export async function readUnsubscribeToken(text: string, signer: TokenSigner): Promise<UnsubscribeToken | null> {
  if (text.length > LONGEST) return null;
  const [version, keyId, content, macText, ...more] = text.split('.');
  if (version !== VERSION || !keyId || !content || !macText || more.length > 0) return null;
  const mac = fromBase64Url(macText);
  const bytes = fromBase64Url(content);
  if (!mac || !bytes || !(await signer.verify(signedText(content), keyId, mac))) return null;
  const parsed = payload.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!parsed.success) return null;
  const [investorId, digestKey, seconds] = parsed.data;
  return { investorId, digestKey, issuedAt: new Date(seconds * 1000).toISOString() };
}

/** The public address with the token, for the email's header and footer and the page's form. */
export function unsubscribeUrl(address: string, token: string): string {
  const url = new URL(address);
  url.searchParams.set('token', token);
  return url.href;
}

function signedText(content: string): string {
  return `${PURPOSE}.${VERSION}.${content}`;
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Null unless it is exactly what `toBase64Url` writes: the spare bits of the last character must not vary. */
function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return toBase64Url(bytes) === text ? bytes : null;
}
