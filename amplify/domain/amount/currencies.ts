/**
 * Signs and names of currencies, longer ones first, with the ISO 4217 code, or `?` for a sign that several currencies
 * use.
 */
const SIGNS: readonly (readonly [sign: string, code: string])[] = [
  ['us dollars', 'USD'],
  ['us dollar', 'USD'],
  ['u.s. dollars', 'USD'],
  ['dollars', 'USD'],
  ['us$', 'USD'],
  ['ca$', 'CAD'],
  ['au$', 'AUD'],
  ['hk$', 'HKD'],
  ['sg$', 'SGD'],
  ['nz$', 'NZD'],
  ['nt$', 'TWD'],
  ['mx$', 'MXN'],
  ['c$', 'CAD'],
  ['a$', 'AUD'],
  ['s$', 'SGD'],
  ['r$', 'BRL'],
  ['$', 'USD'],
  ['euros', 'EUR'],
  ['euro', 'EUR'],
  ['€', 'EUR'],
  ['pounds', 'GBP'],
  ['£', 'GBP'],
  ['yen', 'JPY'],
  ['円', 'JPY'],
  ['yuan', 'CNY'],
  ['人民币', 'CNY'],
  ['元', 'CNY'],
  ['rmb', 'CNY'],
  ['¥', '?'],
  ['rupees', 'INR'],
  ['rs.', 'INR'],
  ['rs', 'INR'],
  ['₹', 'INR'],
  ['sfr.', 'CHF'],
  ['fr.', 'CHF'],
  ['zł', 'PLN'],
  ['kč', 'CZK'],
  ['kr', '?'],
  ['₩', 'KRW'],
  ['₪', 'ILS'],
  ['nis', 'ILS'],
  ['₺', 'TRY'],
  ['₽', 'RUB'],
  ['₦', 'NGN'],
  ['ksh', 'KES'],
  ['฿', 'THB'],
  ['₫', 'VND'],
  ['₱', 'PHP'],
  ['reais', 'BRL'],
];

const CODES =
  'USD EUR GBP CHF SEK NOK DKK ISK PLN CZK HUF RON BGN TRY RUB UAH ILS AED SAR QAR KWD EGP ZAR NGN KES GHS CVE MAD TND JPY CNY KRW HKD TWD SGD MYR THB IDR VND PHP INR PKR BDT LKR AUD NZD CAD MXN BRL ARS CLP COP PEN UYU'.split(
    ' ',
  );

const MARKS = new Map<string, string>([...CODES.map((code) => [code.toLowerCase(), code] as const), ...SIGNS]);
const ORDERED = [...MARKS.keys()].sort((a, b) => b.length - a.length);

export interface Marked {
  /** ISO 4217; `?` for a sign that several currencies use; null without a mark. */
  currency: string | null;
  /** The text without its marks. */
  rest: string;
  /** Whether a sign occurred twice by mistake, as in `$$100,00`. */
  isDoubled: boolean;
}

/** Removes the currency marks from both ends of a lower-case text. If two disagree, the more specific one is used. */
export function currencyWithin(text: string): Marked {
  let rest = text;
  const found: string[] = [];
  for (let mark = markAt(rest); mark !== undefined; mark = markAt(rest)) {
    found.push(mark.sign);
    rest = mark.rest.trim();
  }
  // The second bound of a range can repeat the mark.
  rest = rest.replace(/(-|to)\s*(us\$|[$€£₹])/g, '$1 ');
  const codes = found.map((sign) => MARKS.get(sign)!);
  // `$5 CAD` is Canadian, because `$` alone is the sign of several currencies. For `US$ 5 CAD` the first mark is used.
  const exact = codes.find((_, at) => found[at] !== '$') ?? codes[0] ?? null;
  return { currency: exact, rest, isDoubled: new Set(found).size < found.length };
}

function markAt(text: string): { sign: string; rest: string } | undefined {
  for (const sign of ORDERED) {
    const isWord = /^[a-z]/.test(sign) && /[a-z]$/.test(sign);
    if (text.startsWith(sign) && !(isWord && /^[a-z]/.test(text.slice(sign.length)))) {
      return { sign, rest: text.slice(sign.length) };
    }
    // `2musd` ends in a unit and a code.
    if (
      text.endsWith(sign) &&
      !(isWord && /[a-z]{2}$/.test(text.slice(0, -sign.length)) && !/(mm|mn|bn|tn)$/.test(text.slice(0, -sign.length)))
    ) {
      return { sign, rest: text.slice(0, -sign.length) };
    }
  }
  return undefined;
}

/** The currency in the header of a column, such as `Amount (₹)` or `raised_amount_usd`; null if there is none. */
export function currencyOfHeader(header: string): string | null {
  const words = header
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{Sc}.]+/u)
    .flatMap((word) => word.match(/\p{Sc}|[^\p{Sc}]+/gu) ?? []);
  const named = words.map((word) => MARKS.get(word)).filter((code) => code !== undefined && code !== '?');
  return named.length > 0 ? named[0]! : null;
}

/** The unit in the header of a column as a factor: `EUR M`, `Funding ($ millions)`, `in 000s`; 1 if there is none. */
export function scaleOfHeader(header: string): number {
  const unit =
    /(?:^|[^\p{L}])(k|thousands?|000s?|'000|m|mn|mio|mm|millions?|mln|bn|billions?|crores?|cr|lakhs?)\)?$/iu.exec(
      header.trim(),
    )?.[1];
  if (!unit) return 1;
  const key = unit.toLowerCase();
  if (/^(k|thousand|'?000)/.test(key)) return 1e3;
  if (/^(bn|billion)/.test(key)) return 1e9;
  if (/^(cr)/.test(key)) return 1e7;
  return /^lakh/.test(key) ? 1e5 : 1e6;
}
