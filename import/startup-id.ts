import { createHash } from 'node:crypto';
import { cleanLine } from './cell-text';

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
  if (isRunningNumber(bare)) return `${slug(source) || 'import'}-${bare}`;
  if (USABLE.test(bare) && bare.length <= LONGEST) return bare;
  return [slug(bare).slice(0, 150), hash(key).slice(0, 10)].filter(Boolean).join('-');
}

/** A running number means something else in every file, so it makes an id only together with a name. */
export function isRunningNumber(key: string): boolean {
  return /^\d{1,9}$/.test(key);
}

/** The id of a startup by its running number and name, whatever its source is called. */
export function idFromNumber(number: string, name: string): string {
  return idOf(name, ['number', number]);
}

/** What tells a startup without a key of its own from others of its name. */
export interface Identity {
  name: string;
  /** Its website as read; null where none is known. */
  website: string | null;
  /** What the columns for its place say, as they say it: an id must not depend on how well a place was read. */
  placeText: string;
}

/**
 * The ids by which a startup without a key is known, the one it gets first. The website tells firms of one name apart,
 * and else the text of the place. The second id is the one that it has while its website is not known. The source is not
 * part of an id: a file with and without `--source` is about the same startups.
 */
export function idsFromFacts({ name, website, placeText }: Identity): string[] {
  const byPlace = idOf(name, ['place', fold(placeText)]);
  const site = website && siteOf(website);
  return site ? [idOf(name, ['site', site]), byPlace] : [byPlace];
}

/** The id that earlier versions gave: by source, name and the place as it was read. A startup stored by it keeps it. */
export function earlierId(source: string, name: string, place: (string | null)[]): string {
  const facts = [source, name, ...place].map((part) => (part ?? '').normalize('NFC').toLowerCase());
  return [slug(name).slice(0, 60), hash(JSON.stringify(facts)).slice(0, 16)].filter(Boolean).join('-');
}

function idOf(name: string, facts: string[]): string {
  return [slug(name).slice(0, 60), hash(JSON.stringify([fold(name), ...facts])).slice(0, 16)].filter(Boolean).join('-');
}

/** Sites on which many companies have a page of their own. */
const SHARED_SITES =
  /(^|\.)(linkedin|facebook|instagram|twitter|x|crunchbase|angel|wellfound|medium|github|youtube|linktr|play\.google|apps\.apple|sites\.google)\.(com|co|ee)$/;

/** The host of a website, and its path where the host is shared by many. */
function siteOf(website: string): string | null {
  try {
    const { hostname, pathname } = new URL(website);
    const host = hostname.toLowerCase().replace(/^www\./, '');
    return SHARED_SITES.test(host) ? host + pathname.toLowerCase().replace(/\/+$/, '') : host;
  } catch {
    return null;
  }
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
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
