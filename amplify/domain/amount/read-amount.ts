import { currencyWithin } from './currencies';
import { readFigure } from './read-figure';

/** The result of reading an amount. `problem` and `note` are shown to the author of the text. */
export type AmountReading =
  | {
      kind: 'amount';
      /** In units of the currency, not rounded. */
      amount: number;
      /** ISO 4217; null if the text names no currency; `?` for a sign that several currencies use. */
      currency: string | null;
      note?: string;
    }
  /** The text states that the amount is undisclosed or unknown. */
  | { kind: 'undisclosed' }
  | { kind: 'problem'; problem: string };

/** The currency and unit in the header of the column, such as `Amount (EUR m)`. */
export interface AmountContext {
  currency?: string | null;
  /** Factor for figures without a unit of their own; 1 by default. */
  scale?: number;
}

const LONGEST = 60;
const NO_AMOUNT = 'is not an amount like 1500000, $1,500,000 or 1.5M';

/** Texts that mean an undisclosed or unknown amount, without currency and punctuation. */
const UNDISCLOSED = new Set(
  [
    'n a|na|none|null|nil|tbd|tba|unknown|undefined|undisclosed|undisclosed amount|not disclosed|not public|private',
    'confidential|not available|not announced|unspecified|withheld|nan not told',
    'nao divulgado|nao informado|nao revelado|no divulgado|no revelado|no disponible|non divulgue|non communique',
    'nicht bekannt|unbekannt|nicht offengelegt|k a|keine angabe|non divulgato|non comunicato|onbekend|ej angivet',
    '未透露|未披露|未公开|未公開|保密|不详|不明|非公開|非公开|비공개|미공개',
  ].flatMap((line) => line.split('|')),
);

/** Units by name. Lakh and crore are Indian units. */
const UNITS: Record<string, number> = {
  '': 1,
  k: 1e3,
  thousand: 1e3,
  tausend: 1e3,
  tsd: 1e3,
  千: 1e3,
  万: 1e4,
  萬: 1e4,
  lakh: 1e5,
  lakhs: 1e5,
  lac: 1e5,
  lacs: 1e5,
  l: 1e5,
  百万: 1e6,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mi: 1e6,
  mio: 1e6,
  mln: 1e6,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  milhao: 1e6,
  milhoes: 1e6,
  millon: 1e6,
  millones: 1e6,
  cr: 1e7,
  crore: 1e7,
  crores: 1e7,
  千万: 1e7,
  亿: 1e8,
  億: 1e8,
  b: 1e9,
  bi: 1e9,
  bn: 1e9,
  billion: 1e9,
  billions: 1e9,
  bilhao: 1e9,
  bilhoes: 1e9,
  mrd: 1e9,
  milliarden: 1e9,
  t: 1e12,
  tn: 1e12,
  trillion: 1e12,
};
const INDIAN = /^(lakhs?|lacs?|cr|crores?)$/;
const CHINESE = /^[千万萬百亿億]+$/;

/** Words before a figure that make it a bound or an estimate. */
const LEAD =
  /^(about|approx(imately)?|around|circa|ca|over|more than|at least|nearly|almost|cerca de|mais de)\b\.?\s*|^[~≈>≥]\s*/;
/** Upper bounds, which do not state the amount. */
const UP_TO = /^(up to|less than|under|below|bis zu|até|hasta)\b|^[<≤]/;
const AT_LEAST = /^(over|more than|at least|mais de)\b|^[>≥]/;

/**
 * Reads an amount as people and exports write it: `$1,500,000`, `1.5M`, `17,50,000`, `₹1.5 crore`, `1.355,90 €`,
 * `EUR 2-3 mn`, `7 000 000 SEK`. A text that can be read in two ways, like `1.000`, is a problem.
 */
export function readAmountText(raw: string, { currency: header = null, scale = 1 }: AmountContext = {}): AmountReading {
  const text = plain(raw);
  // Limits the time of the patterns below, which grows with the length.
  if (text.length > LONGEST) return { kind: 'problem', problem: NO_AMOUNT };
  const { currency: marked, rest, isDoubled } = currencyWithin(text.replace(LEAD, ''));
  if (isUndisclosed(rest) || isUndisclosed(text)) return { kind: 'undisclosed' };

  if (UP_TO.test(text)) return { kind: 'problem', problem: 'is an upper bound, which does not state the amount' };
  const isBound = /\+$/.test(rest) || AT_LEAST.test(text);
  const bare = rest.replace(/\+$/, '').replace(LEAD, '').trim();
  const range = /^(.*\d[^\d-]*?)\s*(?:-|to|until|bis)\s*(?=\d)(.*)$/.exec(bare);
  const low = parse(range ? range[1]! : bare, isDoubled);
  if (typeof low === 'string') return { kind: 'problem', problem: low };
  const high = range ? parse(range[2]!, false) : null;
  if (typeof high === 'string') return { kind: 'problem', problem: high };

  const unit = low.unit || (high?.unit ?? '');
  const currency = marked ?? (INDIAN.test(unit) ? 'INR' : header) ?? (CHINESE.test(unit) ? '?' : null);
  // In rupees, `15.5L` is 15.5 lakh. With other currencies the letter is not a unit.
  if (unit === 'l' && currency !== 'INR') return { kind: 'problem', problem: NO_AMOUNT };
  // Removes rounding errors: in floating point, 1.1 times a million is slightly more than 1,100,000.
  const amount = Number((low.figure * (unit === '' ? scale : UNITS[unit]!)).toPrecision(15));
  const note = range ? 'is a range; its lower bound is used' : isBound ? 'is a lower bound' : undefined;
  return { kind: 'amount', amount, currency, ...(note && { note }) };
}

interface Parsed {
  figure: number;
  unit: string;
}

/** A figure with its unit, or the problem with it. */
function parse(text: string, isDoubled: boolean): Parsed | string {
  if (/^-|^\(.*\)$/.test(text)) return 'must not be negative';
  const found = /^([\d.,'_ ]*\d(?:[.,](?=\D|$))?(?:e\+?\d{1,2})?)\s*([^\d\s.,]*)\.?$/.exec(text);
  const unit = found?.[2] ?? '';
  if (!found || !Object.hasOwn(UNITS, unit)) return NO_AMOUNT;
  const figure = readFigure(found[1]!, { hasUnit: unit !== '' });
  if (figure === 'ambiguous' || (isDoubled && figure !== null && /^\d+,\d{1,2}$/.test(found[1]!)))
    return 'can be read in two ways; write it without thousands separators';
  return figure === null ? NO_AMOUNT : { figure, unit };
}

/** Lower case, plain spaces, digits, dashes and apostrophes, no accents. */
function plain(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/[\p{Z}\s]+/gu, ' ')
    .replace(/[\u2018\u2019\u02bc`´]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC');
}

function isUndisclosed(text: string): boolean {
  const words = text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return /^[-.?*/ ]*$/.test(text) || UNDISCLOSED.has(words);
}
