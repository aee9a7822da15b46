import { describe, expect, it } from 'vitest';
import { currencyOfHeader, scaleOfHeader } from './currencies';
import { readAmountText } from './read-amount';

describe('an amount as people write it', () => {
  it.each<[string, number, string | null]>([
    ['$1,250,000', 1_250_000, 'USD'],
    ['US$ 2 million', 2_000_000, 'USD'],
    ['5 million dollars', 5_000_000, 'USD'],
    ['$7.25B', 7_250_000_000, 'USD'],
    ['$310K', 310_000, 'USD'],
    ['2musd', 2_000_000, 'USD'],
    ['  $143,145 ', 143_145, 'USD'],
    ['$ 8,700,000', 8_700_000, 'USD'],
    ['€1.2M', 1_200_000, 'EUR'],
    ['1.200.000 €', 1_200_000, 'EUR'],
    ['1.355,90 €', 1355.9, 'EUR'],
    ['EUR 3 Mio.', 3_000_000, 'EUR'],
    ["1'000'000 CHF", 1_000_000, 'CHF'],
    ['7 000 000 SEK', 7_000_000, 'SEK'],
    ['7 000 000 SEK', 7_000_000, 'SEK'],
    ['£2m', 2_000_000, 'GBP'],
    ['$3M CAD', 3_000_000, 'CAD'],
    ['C$3M', 3_000_000, 'CAD'],
    ['R$ 5 mi', 5_000_000, 'BRL'],
    ['US$ 1 bilhão', 1_000_000_000, 'USD'],
    ['₹15.5L', 1_550_000, 'INR'],
    ['₹1.5 crore', 15_000_000, 'INR'],
    ['Rs. 50 lakh', 5_000_000, 'INR'],
    ['2 crores', 20_000_000, 'INR'],
    ['$$1,55,000', 155_000, 'USD'],
    ['17,50,000', 1_750_000, null],
    ['1,00,00,000', 10_000_000, null],
    ['830万', 8_300_000, '?'],
    ['9.1亿元', 910_000_000, 'CNY'],
    ['¥500万', 5_000_000, '?'],
    ['kr 500 000', 500_000, '?'],
    ['1.355M', 1_355_000, null],
    ['2,5m', 2_500_000, null],
    ['1.2E+06', 1_200_000, null],
    ['1750000.0', 1_750_000, null],
    ['1.1000000000000001', 1.1, null],
    ['about 2M', 2_000_000, null],
    ['~1.5m', 1_500_000, null],
    ['0', 0, null],
  ])('%s', (text, amount, currency) => {
    expect(readAmountText(text)).toEqual({ kind: 'amount', amount, currency });
  });

  it.each<[string, number]>([
    ['4000000-6000000', 4_000_000],
    ['$1M - $2M', 1_000_000],
    ['1-2M', 1_000_000],
    ['EUR 2–3 mn', 2_000_000],
    ['1 to 2M', 1_000_000],
    ['$5M+', 5_000_000],
    ['over $5M', 5_000_000],
    ['> 5M', 5_000_000],
  ])('%s is read as its lower bound, with a note', (text, amount) => {
    expect(readAmountText(text)).toMatchObject({ amount, note: expect.stringContaining('lower bound') });
  });

  it.each(['1.000', '500.000', '9.600,000', '42.23,000', '$$100,00', '12,50', '1,500M', '1.2.3'])(
    '%s is a problem, because it can be read in two ways',
    (text) =>
      expect(readAmountText(text)).toMatchObject({ kind: 'problem', problem: expect.stringContaining('two ways') }),
  );

  it.each([
    ...['', '-', '–', '—', 'N/A', 'n.a.', 'None', 'Undisclosed', '$Undisclosed', 'undisclosed amount', 'Confidential'],
    ...['Não divulgado', 'no revelado', 'non divulgué', 'nicht bekannt', '未透露', '未透露人民币'],
  ])('%j is an undisclosed amount', (text) => {
    expect(readAmountText(text)).toEqual({ kind: 'undisclosed' });
  });

  it.each([
    ...['lots', '-500000', '(500,000)', 'NaN', 'Infinity', '#REF!', '5/18/27', '{}', '数千万人民币', '15.5L'],
    // `mil` is a thousand in Portuguese and short for a million in English.
    ...['5 mil', 'up to $5M', '<5M'],
    ...['5 constructor', '2x', `${'1 '.repeat(50_000)}x`],
  ])('%j is not an amount', (text) => {
    expect(readAmountText(text).kind).toBe('problem');
  });
});

describe('the header of a column', () => {
  it.each<[string, string | null, number]>([
    ['amount', null, 1],
    ['Amount($)', 'USD', 1],
    ['Amount (₹)', 'INR', 1],
    ['Funding (€)', 'EUR', 1],
    ['Amount in USD', 'USD', 1],
    ['raised_amount_usd', 'USD', 1],
    ['Raised (EUR M)', 'EUR', 1e6],
    ['Funding ($ millions)', 'USD', 1e6],
    ['Amount (INR Cr)', 'INR', 1e7],
    ['funding', null, 1],
    ['Team', null, 1],
  ])('%s', (header, currency, scale) => {
    expect([currencyOfHeader(header), scaleOfHeader(header)]).toEqual([currency, scale]);
  });

  it('applies to a cell without its own currency and unit', () => {
    expect(readAmountText('2.5', { currency: 'EUR', scale: 1e6 })).toMatchObject({
      amount: 2_500_000,
      currency: 'EUR',
    });
    expect(readAmountText('$2M', { currency: 'EUR', scale: 1e6 })).toMatchObject({
      amount: 2_000_000,
      currency: 'USD',
    });
  });
});
