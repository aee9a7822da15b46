import { createHash } from 'node:crypto';
import { cleanLine } from './cell-text';

const USABLE = /^[A-Za-z0-9][A-Za-z0-9._~-]*$/;
const LONGEST = 200;

/**
 * A stable id from a source's own key, safe in a URL: `/company/waywire` becomes `waywire`. An id that differs more from
 * its key contains a part of the key's hash, so that two keys never have one id. Null without a key.
 */
export function idFromKey(raw: unknown, source: string): string | null {
  const key = cleanLine(raw);
  if (key === '') return null;
  const bare = key.replace(/^\/?(company|organization|startup)s?\/(?=.)/i, '');
  if (isRunningNumber(bare)) return `${slug(source) || 'import'}-${bare}`;
  if (USABLE.test(bare) && bare.length <= LONGEST) return bare;
  return [slug(bare).slice(0, 150), hash(key).slice(0, 10)].filter(Boolean).join('-');
}

/** A running number identifies a startup only together with its name, because files number independently. */
export function isRunningNumber(key: string): boolean {
  return /^\d{1,9}$/.test(key);
}

/** The id from a running number and a name, independent of the source. */
export function idFromNumber(number: string, name: string): string {
  return idOf(name, ['number', number]);
}

/** Distinguishes startups of one name that have no key. */
export interface Identity {
  name: string;
  /** Its website; null where none is known. */
  website: string | null;
  /** The unparsed text of its place columns, so that the id does not depend on the parser. */
  placeText: string;
}

/**
 * The ids of a startup without a key. The first is the one for a new startup: the name with the website, or with the text
 * of the place if no website is known. The second is the id that it had before its website was known. The source is not
 * part of an id, so that a file gives the same startups with and without `--source`.
 */
export function idsFromFacts({ name, website, placeText }: Identity): string[] {
  const byPlace = idOf(name, ['place', fold(placeText)]);
  const site = website && siteOf(website);
  return site ? [idOf(name, ['site', site]), byPlace] : [byPlace];
}

/** The id of earlier versions: from source, name and parsed place. A startup that is stored under it keeps it. */
export function earlierId(source: string, name: string, place: (string | null)[]): string {
  const facts = [source, name, ...place].map((part) => (part ?? '').normalize('NFC').toLowerCase());
  return [slug(name).slice(0, 60), hash(JSON.stringify(facts)).slice(0, 16)].filter(Boolean).join('-');
}

function idOf(name: string, facts: string[]): string {
  return [slug(name).slice(0, 60), hash(JSON.stringify([fold(name), ...facts])).slice(0, 16)].filter(Boolean).join('-');
}

/** Sites that host pages of many companies. */
const SHARED_SITES =
  /(^|\.)(linkedin|facebook|instagram|twitter|x|crunchbase|angel|wellfound|medium|github|youtube|linktr|play\.google|apps\.apple|sites\.google)\.(com|co|ee)$/;

/** The host of a website, with its path on shared hosts. */
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
