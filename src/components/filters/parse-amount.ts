import { readAmountText } from '../../../amplify/domain/amount/read-amount';

const TRILLION = 1_000_000_000_000;

/** `null` for an empty field, which means no bound. `invalid` for any text that is not an amount in whole US dollars. */
export type ParsedAmount = number | null | 'invalid';

/**
 * Reads a bound as people write it: `500k`, `2M`, `$1.5 million`, `USD 2,000,000`, `2,5m`. Valid amounts are whole US
 * dollars from 0 to below a trillion. A text is invalid if it is ambiguous (`1.500` without a unit), names another
 * currency or is a range.
 */
export function parseAmount(text: string): ParsedAmount {
  if (text.trim() === '') return null;
  const reading = readAmountText(text);
  if (reading.kind !== 'amount' || reading.note !== undefined) return 'invalid';
  const { amount, currency } = reading;
  const isDollars = currency === null || currency === 'USD';
  return isDollars && Number.isInteger(amount) && amount < TRILLION ? amount : 'invalid';
}

/** The text of an amount in a field: `2M`, `500k`, or with commas. `parseAmount` reads the same amount back. */
export function amountText(amount: number | null): string {
  if (amount === null) return '';
  for (const [unit, size] of [
    ['B', 1e9],
    ['M', 1e6],
    ['k', 1e3],
  ] as const) {
    const units = amount / size;
    if (units >= 1 && Number.isInteger(units * 100)) return `${units}${unit}`;
  }
  return new Intl.NumberFormat('en').format(amount);
}
