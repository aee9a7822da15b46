import type { Catalog } from '../../amplify/domain/catalog/catalog';
import { alikeAt, alikeIndustryPlace, alikeStageAmount } from '../../amplify/domain/matching/alike';
import { type Feature, featuresOf } from '../../amplify/domain/matching/features';
import type { Weights } from '../../amplify/domain/matching/weights';
import { historyOf, type MatchingCase, type Mode, type Quarter } from './matching-cases';
import { seededRandom } from './metrics';
import type { Choice } from './softmax-fit';

/** Startups that were not chosen, sampled per case. All of them would give the same weights, more slowly. */
const DRAWN = 1000;

export interface ChoiceColumns {
  names: string[];
  industries: string[];
  stages: string[];
}

/** The industries and stages of a catalog. */
export function distinctOf(catalog: Catalog): { industries: string[]; stages: string[] } {
  const startups = Array.from({ length: catalog.rowCount }, (_, row) => catalog.at(row));
  const distinct = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))];
  return {
    industries: distinct(startups.map(({ industry }) => industry)),
    stages: distinct(startups.map(({ fundingStage }) => fundingStage)),
  };
}

export function featureNames(quarter: Quarter, mode: Mode, together: Weights['together']): string[] {
  return [...tablesOf(quarter.cases[0]!, quarter, mode, together)(0).keys()];
}

/** One case as a choice among the pool, by the features of the product; null if the pool has no chosen startup. */
export function choiceOf(
  one: MatchingCase,
  quarter: Quarter,
  mode: Mode,
  together: Weights['together'],
  { names, industries, stages }: ChoiceColumns,
): Choice | null {
  const { catalog } = quarter;
  const chosen: number[] = [];
  const others: number[] = [];
  const left = new Set(one.exclude);
  for (let row = 0; row < catalog.rowCount; row++) {
    const { id } = catalog.at(row);
    if (one.relevant.has(id)) chosen.push(row);
    else if (!left.has(id)) others.push(row);
  }
  if (chosen.length === 0) return null;
  const drawn = draw(others, DRAWN, `${one.investorId}${quarter.name}`.length * 7919 + chosen[0]!);
  const rows = [...chosen, ...drawn];
  const featuresAt = tablesOf(one, quarter, mode, together);
  const features = new Float32Array(rows.length * names.length);
  rows.forEach((row, at) => {
    const values = featuresAt(row);
    names.forEach((name, column) => (features[at * names.length + column] = values.get(name) ?? 0));
  });
  const indicator = (values: string[], from: number, valueOf: (row: number) => string | null) => {
    const columns = new Map(values.map((value, at) => [value, from + at]));
    return Int32Array.from(rows, (row) => columns.get(valueOf(row) ?? '') ?? from);
  };
  return {
    features,
    indicators: [
      indicator(industries, names.length, (row) => catalog.at(row).industry),
      indicator(stages, names.length + industries.length, (row) => catalog.at(row).fundingStage),
    ],
    chosen: chosen.length,
    weight: others.length / Math.max(1, drawn.length),
  };
}

function tablesOf(one: MatchingCase, quarter: Quarter, mode: Mode, together: Weights['together']) {
  const { catalog } = quarter;
  const features = featuresOf(one.preferences, catalog, historyOf(one, catalog, mode), quarter.start, together);
  const { classes, evidence, background } = features;
  const alikePlace = alikeIndustryPlace(evidence, classes);
  const alikeAmount = alikeStageAmount(evidence);
  const { minFunding, maxFunding } = one.preferences;
  return (row: number): Map<string, number> => {
    const { industry, stage, place, amount, amountBucket } = catalog.columns;
    const placeClass = classes.ofNode[place[row]!]!;
    const within = amount[row]! >= (minFunding ?? 0) && amount[row]! <= (maxFunding ?? Infinity);
    const values = new Map<string, number>();
    const add = (list: Feature[], code: number) => list.forEach(([name, table]) => values.set(name, table[code]!));
    add(features.industry, industry[row]!);
    add(features.stage, stage[row]!);
    add(features.place, placeClass);
    add(within ? features.amountWithin : features.amountOutside, amountBucket[row]!);
    values.set('hub', background.hub[place[row]!]!);
    if (alikePlace) values.set('alikePlace', alikeAt(alikePlace, industry[row]!, placeClass));
    if (alikeAmount) values.set('alikeAmount', alikeAt(alikeAmount, stage[row]!, amountBucket[row]!));
    return values;
  };
}

function draw(rows: number[], count: number, seed: number): number[] {
  const random = seededRandom(seed);
  const pool = rows.slice();
  const size = Math.min(count, pool.length);
  for (let at = 0; at < size; at++) {
    const other = at + Math.floor(random() * (pool.length - at));
    [pool[at], pool[other]] = [pool[other]!, pool[at]!];
  }
  return pool.slice(0, size);
}
