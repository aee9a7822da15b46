/** The largest amount that the backend takes. */
const LARGEST = 1_000_000_000_000;

const UNITS: Record<string, number> = {
  '': 1,
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  millions: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
};

/** `null` for an empty field, which means no bound; `invalid` for what can't be read as whole US dollars. */
export type ParsedAmount = number | null | 'invalid';

/**
 * Reads an amount as people write it: `500k`, `2M`, `$1.5 million`, `USD 2,000,000`, `2,5m`. Whole US dollars from 0
 * to below a trillion. What could be read in two ways (`1.500` without a unit) is invalid.
 */
export function parseAmount(text: string): ParsedAmount {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '') return null;
  const found = /^(?:usd|us\$|\$)?\s*([\d.,_'\s]*\d)\s*([a-z]*)\s*(?:usd|\$)?$/.exec(trimmed);
  if (!found || !Object.hasOwn(UNITS, unitOf(found[2]!))) return 'invalid';
  const figure = readFigure(found[1]!.replace(/[_'\s]/g, ''));
  if (figure === null) return 'invalid';
  // 1.1 times a million is a little more in floating point.
  const amount = Number((figure * UNITS[unitOf(found[2]!)]!).toPrecision(15));
  return Number.isInteger(amount) && amount < LARGEST ? amount : 'invalid';
}

/** `2musd` -> `m`; `usd` -> none. */
function unitOf(word: string): string {
  return word.replace(/usd$/, '');
}

/** Thousands in threes with one kind of mark, then perhaps a decimal with the other; or one decimal mark alone. */
function readFigure(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''));
  if (/^\d{1,3}(\.\d{3}){2,}(,\d+)?$/.test(text) || /^\d{1,3}(\.\d{3})+,\d+$/.test(text)) {
    return Number(text.replaceAll('.', '').replace(',', '.'));
  }
  if (/^\d+[.,]\d{1,2}$/.test(text)) return Number(text.replace(',', '.'));
  return null;
}

/** How an amount stands in a field: `2M`, `500k`, else with commas. Reading it back gives the same amount. */
export function amountText(amount: number | null): string {
  if (amount === null) return '';
  for (const [unit, size] of [
    ['B', 1e9],
    ['M', 1e6],
    ['k', 1e3],
  ] as const) {
    const figure = amount / size;
    if (figure >= 1 && Number.isInteger(figure * 100)) return `${figure}${unit}`;
  }
  return new Intl.NumberFormat('en').format(amount);
}
