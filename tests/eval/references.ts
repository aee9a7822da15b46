import type { Catalog } from '../../amplify/domain/catalog/catalog';
import { amountBucket, AMOUNT_BUCKETS } from '../../amplify/domain/catalog/amount-bucket';
import type { MatchPreferences } from '../../amplify/domain/preferences';
import type { Startup } from '../../amplify/domain/startup';
import type { MatchingCase } from './matching-cases';

/* Rankers to compare with, in the same run. Ties go to the newer round, then the id. */

type Scored = (startup: Startup) => number;

/** Startups that match all criteria first, then by date: what most products do. */
export function booleanNewest({ preferences }: MatchingCase): Scored {
  return (startup) => (criteriaMet(startup, preferences) === 4 ? 1 : 0);
}

/** Naive Bayes over the portfolio: product of the smoothed shares of each fact. Without a portfolio: criteria met. */
export function naiveBayes(one: MatchingCase, catalog: Catalog, warm: boolean): Scored {
  if (!warm) return (startup) => criteriaMet(startup, one.preferences);
  const facts = one.portfolio.flatMap((entry) => (entry.facts ? [entry.facts] : []));
  const tables = [
    logShares(
      facts.map((fact) => fact.industry),
      catalog.industries.size,
    ),
    logShares(
      facts.map((fact) => fact.fundingStage),
      11,
    ),
    logShares(
      facts.map((fact) => fact.region),
      51,
    ),
    logShares(
      facts.map((fact) => amountClass(fact.fundingAmount)),
      AMOUNT_BUCKETS / 5,
    ),
  ];
  return (startup) =>
    tables[0]!(startup.industry) +
    tables[1]!(startup.fundingStage) +
    tables[2]!(startup.region) +
    tables[3]!(amountClass(startup.fundingAmount));
}

/** Startup ids, best first. */
export function order(catalog: Catalog, scored: Scored, exclude: readonly string[], count: number): string[] {
  const left = new Set(exclude);
  const rows = Array.from({ length: catalog.rowCount }, (_, row) => catalog.at(row)).filter(({ id }) => !left.has(id));
  const scores = new Map(rows.map((startup) => [startup.id, scored(startup)]));
  rows.sort(
    (a, b) =>
      scores.get(b.id)! - scores.get(a.id)! ||
      (dateOf(a) < dateOf(b) ? 1 : dateOf(a) > dateOf(b) ? -1 : a.id < b.id ? -1 : 1),
  );
  return rows.slice(0, count).map(({ id }) => id);
}

/** Empty for an unknown date, which comes last. */
function dateOf({ listedAt }: Startup): string {
  return listedAt ?? '';
}

function criteriaMet(startup: Startup, preferences: MatchPreferences): number {
  const { industries, fundingStages, locations, minFunding, maxFunding } = preferences;
  const amount = startup.fundingAmount;
  return (
    Number(startup.industry !== null && industries.includes(startup.industry)) +
    Number(startup.fundingStage !== null && fundingStages.includes(startup.fundingStage)) +
    Number(locations.includes(`US/${startup.region}`)) +
    Number(amount !== null && amount >= (minFunding ?? 0) && amount <= (maxFunding ?? Infinity))
  );
}

function amountClass(amount: number | null): string {
  return String(amount === null ? 0 : Math.ceil(amountBucket(amount) / 5));
}

/** Laplace-smoothed log share of a value. */
function logShares(values: (string | null)[], distinct: number): (value: string | null) => number {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return (value) => Math.log(((counts.get(value) ?? 0) + 1) / (values.length + distinct));
}
