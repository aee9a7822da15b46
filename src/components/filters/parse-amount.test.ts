import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountText, parseAmount } from './parse-amount';

describe('parseAmount', () => {
  it.each([
    ['', null],
    ['   ', null],
    ['0', 0],
    ['500000', 500_000],
    ['500k', 500_000],
    ['500 K', 500_000],
    ['2M', 2_000_000],
    ['2m USD', 2_000_000],
    ['1.5 million', 1_500_000],
    ['$2.5M', 2_500_000],
    ['USD 2,000,000', 2_000_000],
    ['2.000.000', 2_000_000],
    ['2,5m', 2_500_000],
    ['1,250,000.00', 1_250_000],
    ["1'000'000", 1_000_000],
    ['1 000 000', 1_000_000],
    ['1_000_000', 1_000_000],
    ['3bn', 3_000_000_000],
    ['0.1k', 100],
    ['1.1m', 1_100_000],
    ['500 usd', 500],
    ['1,50,000', 150_000],
    ['1e6', 1_000_000],
  ])('reads %j', (text, amount) => {
    expect(parseAmount(text)).toBe(amount);
  });

  it.each([
    'abc',
    '-5',
    '2x',
    '1.500',
    '2M5',
    '1.005',
    '0.5',
    '99999bn',
    'k',
    '2..5m',
    '2M EUR',
    '€5M',
    '1-2M',
    '5M+',
    'undisclosed',
    'Infinity',
    'constructor',
  ])('rejects %j', (text) => {
    expect(parseAmount(text)).toBe('invalid');
  });
});

describe('amountText', () => {
  it.each([
    [null, ''],
    [0, '0'],
    [999, '999'],
    [500_000, '500k'],
    [2_500_000, '2.5M'],
    [1_234_567, '1,234,567'],
    [3_000_000_000, '3B'],
  ])('writes %j', (amount, text) => {
    expect(amountText(amount)).toBe(text);
  });

  it('is read back as the same amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (amount) => {
        expect(parseAmount(amountText(amount))).toBe(amount);
      }),
    );
  });
});
