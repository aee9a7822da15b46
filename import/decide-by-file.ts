import { readFacts, shorten, type ReadOptions, type RowFacts } from './read-facts';

export interface ReadRow {
  facts: RowFacts;
  values: Record<string, unknown>;
}

/** The file's country counts when at least this many rows name one, and at least this share of them the same. */
const FILE_COUNTRY = { rows: 10, share: 0.9 };

/** Decides ambiguous cells of a file by its other rows. */
export function decideByFile(rows: readonly ReadRow[], options: ReadOptions): RowFacts[] {
  return inFileCurrency(inFileCountry(rows, options));
}

/** Reads rows with an ambiguous place again, with the country of nearly all other rows. */
function inFileCountry(rows: readonly ReadRow[], options: ReadOptions): RowFacts[] {
  const countries = rows.flatMap(({ facts }) => facts.facts.country ?? []);
  const [fileCountry, count] = mostFrequent(countries);
  const isTold = countries.length >= FILE_COUNTRY.rows && count >= FILE_COUNTRY.share * countries.length;
  return rows.map(({ facts, values }) => {
    if (!isTold || !facts.isPlaceOpen) return facts;
    const again = readFacts({ file: facts.file, line: facts.line, values }, { ...options, fileCountry });
    const ofTheRow = facts.problems.filter(({ field }) => field === '');
    return { ...again, problems: [...again.problems, ...ofTheRow] };
  });
}

/** Takes an amount without a currency as US dollars only if the file's other amounts are not in another currency. */
function inFileCurrency(rows: readonly RowFacts[]): RowFacts[] {
  const [currency] = mostFrequent(rows.flatMap((row) => row.currency ?? []));
  if (currency === null) return [...rows];
  if (currency === 'USD') return rows.map((row) => ({ ...row, isDollarsAssumed: false }));
  return rows.map((row) => {
    if (!row.isDollarsAssumed) return row;
    const reason = 'names no currency, and most amounts of the file are not in US dollars';
    return {
      ...row,
      isDollarsAssumed: false,
      facts: { ...row.facts, fundingAmount: null },
      fundingTotal: null,
      problems: [
        ...row.problems,
        {
          level: 'warning' as const,
          file: row.file,
          line: row.line,
          field: 'fundingAmount',
          reason,
          value: shorten(row.facts.fundingAmount ?? row.fundingTotal),
        },
      ],
    };
  });
}

function mostFrequent(values: readonly string[]): [value: string | null, count: number] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<[string | null, number]>((most, one) => (one[1] > most[1] ? one : most), [null, 0]);
}
