import type { FundingStage } from '../amplify/domain/startup';

/** A cell, read: a value, null where the source does not say, or the problem with it in words for whoever sent the file. */
export type Read<T> = { value: T | null; problem?: never; note?: string } | { value?: never; problem: string };

/** What exports write for "we don't know". */
const UNKNOWN = new Set([
  '',
  '-',
  '--',
  '?',
  'n/a',
  '#n/a',
  'null',
  'none',
  'nan',
  'nil',
  'unknown',
  'tbd',
  'undefined',
  'undisclosed',
]);

export function isUnknown(text: string): boolean {
  return UNKNOWN.has(text.toLowerCase());
}

/**
 * One line of plain text: no control characters, no characters that reverse or hide text, white space run together.
 * Lone surrogates become U+FFFD, as the table would store them.
 */
export function cleanLine(raw: unknown): string {
  return cleanText(raw).replace(/\s+/g, ' ').trim();
}

/** As `cleanLine`, but keeps paragraphs. */
export function cleanText(raw: unknown): string {
  if (raw === null || raw === undefined) return '';
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? '');
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\t\v\f\u0085\u2028\u2029]/g, ' ')
    .replace(/[^\P{Cc}\n]|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .replace(/[ \u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

const SCALES = new Map(
  Object.entries({
    k: 1e3,
    thousand: 1e3,
    m: 1e6,
    mm: 1e6,
    mio: 1e6,
    mn: 1e6,
    million: 1e6,
    b: 1e9,
    bn: 1e9,
    billion: 1e9,
  }),
);

const LONGEST_AMOUNT = 40;
const NO_AMOUNT = 'is not an amount like 1500000, $1,500,000 or 1.5M';

/** US dollars, whole, from `1750000.0`, `$2,000,000`, `USD 1.5M`, `500k`. Nothing is converted from other currencies. */
export function readAmount(raw: unknown): Read<number> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  // Before the patterns below, whose time grows with the square of the length.
  if (text.length > LONGEST_AMOUNT) return { problem: NO_AMOUNT };
  const bare = text.replace(/^(us\$|\$|usd)\s*|\s*(usd|us\$|\$)$/gi, '').trim();
  const found = /^(-?[\d.,' ]*\d[\d.,]*(?:e\+?\d+)?)\s*([a-z]+)?\.?$/i.exec(bare);
  const scale = found?.[2] ? SCALES.get(found[2].toLowerCase()) : 1;
  const number = found ? plainNumber(found[1]!) : NaN;
  if (!found || scale === undefined || !Number.isFinite(number)) {
    return /[€£¥]|^[a-z]{3}\s*\d|\d\s*[a-z]{3}$/i.test(bare)
      ? { problem: 'is not in US dollars; convert it first' }
      : { problem: NO_AMOUNT };
  }
  const dollars = Math.round(number * scale);
  if (dollars < 0) return { problem: 'must not be negative' };
  if (dollars >= 1e12) return { problem: 'must be below a trillion' };
  return dollars === 0 ? { value: null, note: 'is 0, taken as not known' } : { value: dollars };
}

/** Tells thousands separators from the decimal point: a lone one before other than three digits is the decimal point. */
function plainNumber(text: string): number {
  const digits = text.replace(/[' ]/g, '');
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits)) return Number(digits.replaceAll(',', ''));
  if (/^-?\d{1,3}(\.\d{3}){2,}(,\d+)?$/.test(digits) || /^-?\d{1,3}(\.\d{3})+,\d+$/.test(digits)) {
    return Number(digits.replaceAll('.', '').replace(',', '.'));
  }
  return Number(/^-?\d+,\d+$/.test(digits) ? digits.replace(',', '.') : digits);
}

const STAGES: Record<string, FundingStage> = {
  preseed: 'pre-seed',
  seed: 'seed',
  angel: 'angel',
  a: 'series-a',
  b: 'series-b',
  'c+': 'series-c+',
  cplus: 'series-c+',
  venture: 'venture',
  venturecapital: 'venture',
  vc: 'venture',
  unknown: 'venture',
  unattributed: 'venture',
  privateequity: 'private-equity',
  pe: 'private-equity',
  postipo: 'post-ipo',
  postipoequity: 'post-ipo',
  postipodebt: 'post-ipo',
  crowdfunding: 'crowdfunding',
  equitycrowdfunding: 'crowdfunding',
  productcrowdfunding: 'crowdfunding',
  other: 'other',
  grant: 'other',
  debt: 'other',
  debtfinancing: 'other',
  convertiblenote: 'other',
};

/** `Series A`, `series-a`, `A`, `Seed round`; `series unknown` is venture. */
export function readStage(raw: unknown): Read<FundingStage> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const key = text.toLowerCase().replace(/[^a-z+]/g, '');
  const word = key.replace(/^series|^round|round$|stage$/g, '');
  const stage = Object.hasOwn(STAGES, key) ? STAGES[key] : Object.hasOwn(STAGES, word) ? STAGES[word] : undefined;
  if (stage) return { value: stage };
  if (/^[c-k]\+?$/.test(word)) return { value: 'series-c+' };
  return { problem: 'is not a funding stage we know; use one like seed, series-a or venture' };
}

/**
 * An instant from an ISO date or date-time, a month (its first day) or a year (its first). A date without a zone is
 * midnight UTC. `1/2/2013` is refused, because it is two dates; `13/2/2013` is not.
 */
export function readInstant(raw: unknown, now: Date): Read<string> {
  const text = typeof raw === 'number' && raw > 1e11 ? (new Date(raw).toJSON() ?? '') : cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const parts = dateParts(text);
  if (!parts) return { problem: 'is not a date like 2013-06-30' };
  const instant = new Date(parts);
  if (Number.isNaN(instant.getTime()) || !sameDay(parts, instant)) return { problem: 'is not a date of the calendar' };
  if (instant.getUTCFullYear() < 1900) return { problem: 'is before 1900' };
  if (instant.getTime() > now.getTime() + 86_400_000) return { problem: 'lies in the future' };
  return { value: instant.toISOString() };
}

function dateParts(text: string): string | null {
  const iso =
    /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    );
  if (iso) {
    const [, year, month = '1', day = '1', time = '00:00:00', zone = 'Z'] = iso;
    const offset = /^[+-]\d{4}$/.test(zone)
      ? `${zone.slice(0, 3)}:${zone.slice(3)}`
      : zone.toUpperCase().replace('UTC', 'Z');
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time}${offset}`;
  }
  const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  if (!slashed) return null;
  const [first, second] = [Number(slashed[1]), Number(slashed[2])];
  if (first <= 12 && second <= 12 && first !== second) return null;
  const [month, day] = first > 12 ? [second, first] : [first, second];
  return `${slashed[3]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T00:00:00Z`;
}

/** The runtime takes 31 February for 3 March; the calendar does not. */
function sameDay(parts: string, instant: Date): boolean {
  const [year, month, day] = parts.slice(0, 10).split('-').map(Number);
  const midnight = new Date(Date.UTC(year!, month! - 1, day!));
  return midnight.getUTCMonth() === month! - 1 && midnight.getUTCDate() === day && !Number.isNaN(instant.getTime());
}

export function readYear(raw: unknown): Read<number> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const found = /^(\d{4})(?:\.0|[-/]\d.*)?$/.exec(text) ?? /^\d{1,2}[/.]\d{1,2}[/.](\d{4})$/.exec(text);
  const year = Number(found?.[1]);
  return year >= 1700 && year <= 2200 ? { value: year } : { problem: 'is not a year like 2011' };
}

export function readTeamSize(raw: unknown): Read<number> {
  const text = cleanLine(raw).replace(/[,' ](?=\d{3}\b)/g, '');
  if (isUnknown(text)) return { value: null };
  if (/^\d{1,7}(\.0)?$/.test(text) && Number(text) >= 1 && Number(text) <= 5_000_000) return { value: Number(text) };
  return { problem: 'is not a number of people like 12' };
}

/** A link as written when it is http or https; a bare host gets https. */
export function readWebsite(raw: unknown): Read<string> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const link = /^[\w-]+(\.[\w-]+)+([/?#:].*)?$/.test(text) && !/^\w+:\D/.test(text) ? `https://${text}` : text;
  try {
    const url = new URL(link);
    if (/^https?:$/.test(url.protocol) && url.hostname.includes('.') && !/[\s"'<>\\]/.test(link))
      return { value: link };
  } catch {
    // Not a link at all: said below.
  }
  return { problem: 'is not a link that begins with http:// or https://' };
}

/** A name of an industry as a facet can hold it: `Games & Video` and `games_video` are one. */
export function readIndustry(raw: unknown): Read<string> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const first = text.split('|').find((part) => part.trim() !== '') ?? '';
  const industry = first
    .toLowerCase()
    .replace(/&| and /g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  if (industry === '') return { problem: 'has no letters' };
  return industry.length <= 60 ? { value: industry } : { problem: 'must be at most 60 characters' };
}

/** Tags from an array, or from text with commas, semicolons or bars between. */
export function readTags(raw: unknown): Read<string[]> {
  const parts = Array.isArray(raw)
    ? raw.map(cleanLine)
    : cleanLine(raw)
        .split(/[,;|]/)
        .map((part) => part.trim());
  const tags = [...new Set(parts.filter((part) => !isUnknown(part)))];
  const usable = tags.filter((tag) => tag.length <= 60).slice(0, 30);
  if (usable.length === tags.length) return { value: usable };
  return {
    value: usable,
    note: `keeps ${usable.length} of ${tags.length} tags: at most 30, each of at most 60 characters`,
  };
}

const LISTED = new Set(['true', 'yes', 'y', '1', 'listed', 'operating', 'active', 'raising', 'open', 'private']);
const UNLISTED = new Set([
  'false',
  'no',
  'n',
  '0',
  'unlisted',
  'closed',
  'acquired',
  'ipo',
  'public',
  'inactive',
  'dead',
  'merged',
]);

/** Whether investors see it: closed, acquired and public companies raise no round and are not listed. */
export function readListed(raw: unknown): Read<boolean> {
  const text = cleanLine(raw).toLowerCase();
  if (isUnknown(text)) return { value: null };
  if (LISTED.has(text)) return { value: true };
  if (UNLISTED.has(text)) return { value: false };
  return { problem: 'is not a status we know; use operating, closed, acquired or ipo' };
}
