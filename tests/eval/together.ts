import type { Shares } from '../../amplify/domain/matching/weights';
import type { MatchingCase } from './matching-cases';

/** How many investors' worth of the general shares a value's own are smoothed with. */
const PRIOR = 1;
/** Smaller shares are left out of the committed data. */
const SMALLEST = 0.0005;

/** From a value to the shares of all values in portfolios that hold it, with equal weight for each investor. */
export function shareTogether(
  cases: readonly MatchingCase[],
  valueOf: (facts: NonNullable<MatchingCase['portfolio'][number]['facts']>) => string | null,
): Shares {
  const pairs = new Map<string, Map<string, number>>();
  const general = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const { portfolio } of newestPortfolios(cases)) {
    const values = portfolio.flatMap(({ facts }) => (facts ? [valueOf(facts)] : [])).filter((value) => value !== null);
    const shares = new Map<string, number>();
    for (const value of values) shares.set(value, (shares.get(value) ?? 0) + 1 / values.length);
    for (const [value, share] of shares) {
      general.set(value, (general.get(value) ?? 0) + share);
      totals.set(value, (totals.get(value) ?? 0) + share);
      const row = pairs.get(value) ?? new Map<string, number>();
      pairs.set(value, row);
      for (const [other, otherShare] of shares) row.set(other, (row.get(other) ?? 0) + share * otherShare);
    }
  }
  const investors = [...general.values()].reduce((a, b) => a + b, 0);
  const values = [...general.keys()].sort();
  return Object.fromEntries(
    values.map((value) => [
      value,
      Object.fromEntries(
        values.flatMap((other) => {
          const own = pairs.get(value)!.get(other) ?? 0;
          const share = (own + (PRIOR * general.get(other)!) / investors) / (totals.get(value)! + PRIOR);
          return share >= SMALLEST ? [[other, Math.round(share * 1e4) / 1e4]] : [];
        }),
      ),
    ]),
  );
}

function newestPortfolios(cases: readonly MatchingCase[]): Iterable<MatchingCase> {
  return new Map(cases.map((one) => [one.investorId, one])).values();
}
