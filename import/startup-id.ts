import { createHash } from 'node:crypto';
import { cleanLine } from './values';

const USABLE = /^[A-Za-z0-9][A-Za-z0-9._~-]*$/;
const LONGEST = 200;

/**
 * Turns a source's own key into a stable id that is safe in a URL: `/company/waywire` becomes `waywire`. A key that
 * has to be changed more than that keeps a piece of its hash, so that two keys never become one id. Null without a key.
 */
export function idFromKey(raw: unknown, source: string): string | null {
  const key = cleanLine(raw);
  if (key === '') return null;
  const bare = key.replace(/^\/?(company|organization|startup)s?\/(?=.)/i, '');
  // A running number means something else in every file.
  if (/^\d{1,9}$/.test(bare)) return `${slug(source) || 'import'}-${bare}`;
  if (USABLE.test(bare) && bare.length <= LONGEST) return bare;
  return [slug(bare).slice(0, 150), hash(key).slice(0, 10)].filter(Boolean).join('-');
}

/** The id of a startup without a key: the same source, name and place give the same id in every import. */
export function idFromFacts(source: string, name: string, place: (string | null)[]): string {
  const facts = [source, name, ...place].map((part) => (part ?? '').normalize('NFC').toLowerCase());
  return [slug(name).slice(0, 60), hash(JSON.stringify(facts)).slice(0, 16)].filter(Boolean).join('-');
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
