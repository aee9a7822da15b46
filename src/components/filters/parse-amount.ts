import { readAmountText } from '../../../amplify/domain/amount/read-amount';

/** The largest amount that the backend takes. */
const LARGEST = 1_000_000_000_000;

/** `null` for an empty field, which means no bound; `invalid` for what can't be read as whole US dollars. */
export type ParsedAmount = number | null | 'invalid';

/**
 * Reads a bound as people write it: `500k`, `2M`, `$1.5 million`, `USD 2,000,000`, `2,5m`. Whole US dollars from 0 to
 * below a trillion. What could be read in two ways (`1.500` without a unit), names another currency or is a range is
 * invalid.
 */
export function parseAmount(text: string): ParsedAmount {
  if (text.trim() === '') return null;
  const reading = readAmountText(text);
  if (reading.kind !== 'amount' || reading.note !== undefined) return 'invalid';
  const { amount, currency } = reading;
  const isDollars = currency === null || currency === 'USD';
  return isDollars && Number.isInteger(amount) && amount < LARGEST ? amount : 'invalid';
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
