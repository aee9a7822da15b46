import { currencyOfHeader } from '../amplify/domain/amount/currencies';
import { readAmountText, type AmountContext } from '../amplify/domain/amount/read-amount';
import { foldText } from '../amplify/domain/catalog/text-fold';
import type { FundingStage } from '../amplify/domain/startup';
import { cleanLine, isUnknown, type Read } from './cell-text';

/** An amount in US dollars, and how the currency is known. */
export type ReadAmount = Read<number> & {
  /** True where no currency was named and US dollars were assumed. */
  isAssumed?: boolean;
  /** ISO 4217 of the named currency. */
  currency?: string;
};

/** ISO 4217 from a currency column: `USD`, `US$`, `€`. */
export function readCurrency(raw: unknown): Read<string> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const code = currencyOfHeader(text) ?? (/^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : null);
  return code ? { value: code } : { problem: 'is not a currency we know' };
}

/** Whole US dollars, by `readAmountText`. Another currency is not converted but a problem that names it. */
export function readAmount(raw: unknown, context: AmountContext = {}): ReadAmount {
  const text = cleanLine(raw);
  if (text === '') return { value: null };
  const reading = readAmountText(text, context);
  if (reading.kind === 'undisclosed') return { value: null };
  if (reading.kind === 'problem') return { problem: reading.problem };
  const { amount, currency, note } = reading;
  if (currency === '?') return { problem: 'does not say in which currency it is', currency };
  if (currency !== null && currency !== 'USD')
    return { problem: `is in ${currency}, not in US dollars; convert it first`, currency };
  const basis = currency === null ? { isAssumed: true } : { currency };
  const dollars = Math.round(amount);
  if (dollars >= 1e12) return { problem: 'must be below a trillion' };
  if (dollars === 0) return { value: null, note: 'is 0, taken as unknown' };
  return { value: dollars, ...(note && { note }), ...basis };
}

const STAGES: Record<string, FundingStage> = {
  preseed: 'pre-seed',
  friendsandfamily: 'pre-seed',
  seed: 'seed',
  preseriesa: 'seed',
  prea: 'seed',
  种子: 'seed',
  天使: 'angel',
  战略投资: 'other',
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

/** Whether the stage is an exit: the company was acquired, merged or went public. */
export function isExit(raw: unknown): boolean {
  return /^(acquisition|acquired|m&a|merger|merged|merger ?\/ ?acquisition|ipo|initial public offering|exit|went public|public|secondary market|被收购|并购|上市|已上市)$/i.test(
    cleanLine(raw),
  );
}

/** `Series A`, `series-a`, `A`, `Seed round`; `series unknown` is venture. */
export function readStage(raw: unknown): Read<FundingStage> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  if (isExit(text)) return { value: null };
  const key = foldText(text).replace(/[^\p{L}+]/gu, '');
  const word = key.replace(/^serie?s?(?=[a-k]\b|[a-k]\+)|^series|^round|round$|stage$|轮$|funding$/gu, '');
  const stage = Object.hasOwn(STAGES, key) ? STAGES[key] : Object.hasOwn(STAGES, word) ? STAGES[word] : undefined;
  if (stage) return { value: stage };
  const letter = /^([a-k])\+*$/.exec(word)?.[1];
  if (letter) return { value: letter === 'a' ? 'series-a' : letter === 'b' ? 'series-b' : 'series-c+' };
  return { problem: 'is not a funding stage we know; use one like seed, series-a or venture' };
}

/**
 * An instant from an ISO date or date-time, a month (its first day) or a year (its first). A date without a zone is
 * midnight UTC. `1/2/2013` is refused because it is ambiguous; `13/2/2013` is accepted.
 */
export function readInstant(raw: unknown, now: Date): Read<string> {
  const text = typeof raw === 'number' && raw > 1e11 ? (new Date(raw).toJSON() ?? '') : cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const parts = dateParts(text);
  if (!parts) return { problem: 'is not a date like 2013-06-30' };
  const instant = new Date(parts);
  if (Number.isNaN(instant.getTime()) || !sameDay(parts, instant)) return { problem: 'is not a valid calendar date' };
  if (instant.getUTCFullYear() < 1900) return { problem: 'is before 1900' };
  if (instant.getTime() > now.getTime() + 86_400_000) return { problem: 'is in the future' };
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

/** Rejects 31 February, which the runtime would read as 3 March. */
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

/** An http or https link, unchanged. A bare host gets https. */
export function readWebsite(raw: unknown): Read<string> {
  const text = cleanLine(raw);
  if (isUnknown(text)) return { value: null };
  const link = /^[\w-]+(\.[\w-]+)+([/?#:].*)?$/.test(text) && !/^\w+:\D/.test(text) ? `https://${text}` : text;
  try {
    const url = new URL(link);
    if (/^https?:$/.test(url.protocol) && url.hostname.includes('.') && !/[\s"'<>\\]/.test(link))
      return { value: link };
  } catch {
    // Not a URL: the problem below.
  }
  return { problem: 'is not a link that begins with http:// or https://' };
}

const LISTED =
  /^(true|yes|y|1|listed|operating|operational|active|aktiv|actif|activa|activo|ativa|ativo|attiva|attivo|actief|raising|open|private|running|live|alive|运营中|存续|在业)$/;
const UNLISTED = new RegExp(
  `^(${[
    'false|no|n|0|unlisted|closed|closed down|inactive|dead|deadpooled|deadpool|defunct|dormant|ceased|ceased operations',
    'shut down|shutdown|shuttered|wound down|wound up|winding up|bankrupt|bankruptcy|insolvent|insolvency|in liquidation',
    'liquidated|liquidation|dissolved|struck off|deregistered|terminated|out of business|no longer operating|failed',
    'acquired|acqui-?hired|merged|merger|exited|exit|ipo|public|listed company|went public|delisted|subsidiary',
    'geschlossen|aufgelöst|insolvent|inaktiv|erloschen|übernommen|fermé|fermée|dissous|dissoute|liquidée?|en liquidation',
    'inactif|inactive|racheté|rachetée|cerrad[ao]|inactiv[ao]|disuelt[ao]|liquidad[ao]|adquirid[ao]|quebrad[ao]',
    'encerrad[ao]|inativ[ao]|extint[ao]|falid[ao]|fechad[ao]|dissolvid[ao]|chius[ao]|cessat[ao]|fallit[ao]|acquisit[ao]',
    'gesloten|opgeheven|failliet|overgenomen|konkurs|nedlagd?|upplöst|lukket|lopetettu|zamknięta|upadłość',
    '已关闭|关闭|倒闭|已倒闭|注销|已注销|吊销|被收购|已被收购|已上市|上市',
  ].join('|')})$`,
);

/** Whether the startup is listed. Closed, acquired and public companies are not, because they raise no round. */
export function readListed(raw: unknown): Read<boolean> {
  const text = cleanLine(raw).toLowerCase();
  if (isUnknown(text)) return { value: null };
  // `Acquired (by X in 2021)`, `closed - 2019`: the first word decides.
  const word = text.replace(/\s*[(,;:].*$|\s+[-–—].*$|\s+(by|in)\s.*$/, '').trim();
  if (LISTED.test(text) || LISTED.test(word)) return { value: true };
  if (UNLISTED.test(text) || UNLISTED.test(word)) return { value: false };
  return { problem: 'is not a status we know; use operating, closed, acquired or ipo' };
}
