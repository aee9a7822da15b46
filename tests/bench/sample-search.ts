import type { FacetCount, Facets } from '../../amplify/domain/catalog/facets';
import type { SearchInput } from '../../amplify/domain/catalog/search-input';
import { foldText } from '../../amplify/domain/catalog/text-fold';
import { eachText } from '../../amplify/domain/catalog/text-index';
import { FOLDED } from '../../amplify/domain/catalog/text-scores';
import { queryWords, eachTerm } from '../../amplify/domain/catalog/text-words';
import { typosAllowed, withinTypos } from '../../amplify/domain/catalog/typo';
import { isWithin, parentOf, pathOf } from '../../amplify/domain/place-path';
import type { Startup } from '../../amplify/domain/startup';

export interface FirstPage {
  ids: string[];
  total: number;
  facets: Facets;
}

/** Answers the first page of a search from every startup. Words and orders are computed once, to save time. */
export function createNaiveSearch(all: readonly Startup[]): (input: SearchInput) => FirstPage {
  const relevanceOf = createRelevance(all);
  const known = all.map((startup, at) => {
    const path = pathOf(startup);
    return { startup, at, path, levels: levelsOf(path) };
  });
  type Known = (typeof known)[number];
  const orders = new Map<string, Known[]>();
  const inOrder = (sort: SearchInput['sort']) => {
    if (!orders.has(sort)) {
      const keys = all.map((startup) => keyOf(startup, sort));
      orders.set(sort, known.toSorted(by(keys)));
    }
    return orders.get(sort)!;
  };
  const by = (keys: ArrayLike<number | string>) => (a: Known, b: Known) =>
    keys[a.at]! < keys[b.at]! ? -1 : keys[a.at]! > keys[b.at]! ? 1 : a.startup.id < b.startup.id ? -1 : 1;

  return (input) => {
    const relevance = relevanceOf(input.text);
    const industries = new Map<string, number>();
    const stages = new Map<string, number>();
    const places = new Map<string, number>();
    const passing = new Set<Known>();
    for (const candidate of known) {
      const { startup, path, levels } = candidate;
      const { industry, fundingStage, fundingAmount: amount } = startup;
      if (!startup.listed || (relevance && relevance[candidate.at] === 0)) continue;
      const inRange =
        (input.minFunding === null && input.maxFunding === null) ||
        (amount !== null && amount >= (input.minFunding ?? 0) && amount <= (input.maxFunding ?? Infinity));
      if (!inRange) continue;
      const inIndustry = !input.industries.length || (industry !== null && input.industries.includes(industry));
      const inStage =
        !input.fundingStages.length || (fundingStage !== null && input.fundingStages.includes(fundingStage));
      const inPlace =
        !input.locations.length || (path !== null && input.locations.some((wanted) => isIn(path, wanted)));
      if (inStage && inPlace && industry !== null) count(industries, industry);
      if (inIndustry && inPlace && fundingStage !== null) count(stages, fundingStage);
      if (inIndustry && inStage) for (const level of levels) count(places, level);
      if (inIndustry && inStage && inPlace) passing.add(candidate);
    }
    const byRelevance = input.sort === 'relevance' && relevance;
    const ordered = byRelevance
      ? [...passing].sort(by(relevance.map((score) => -score)))
      : inOrder(input.sort).filter((candidate) => passing.has(candidate));
    const locations = counted(places);
    const cities = new Set(locations.filter(({ value }) => value.split('/').length === 3).slice(0, 50));
    return {
      ids: ordered.slice(0, input.limit).map(({ startup }) => startup.id),
      total: passing.size,
      facets: {
        industries: counted(industries),
        fundingStages: counted(stages),
        locations: locations.filter((place) => place.value.split('/').length < 3 || cities.has(place)),
      },
    };
  };
}

function keyOf(startup: Startup, sort: SearchInput['sort']): number | string {
  if (sort === 'name') return foldText(startup.name);
  if (sort === 'amountDesc') return -(startup.fundingAmount ?? -1);
  if (sort === 'amountAsc') return startup.fundingAmount ?? Infinity;
  return startup.listedAt === null ? Infinity : -Date.parse(startup.listedAt);
}

function levelsOf(path: string | null): string[] {
  const levels: string[] = [];
  for (let at = path; at !== null; at = parentOf(at)) levels.push(at);
  return levels;
}

/** A city whose region one side does not know is the same city. */
function isIn(path: string, wanted: string): boolean {
  if (isWithin(path, wanted)) return true;
  const [[country, region, city], [itsCountry, itsRegion, itsCity]] = [path.split('/'), wanted.split('/')];
  return city !== undefined && country === itsCountry && city === itsCity && (region === '' || itsRegion === '');
}

function count(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function counted(counts: Map<string, number>): FacetCount[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** By startup the sum over the words of a text of its best hit, 0 when a word has none; null without a text. */
function createRelevance(all: readonly Startup[]): (text: string) => Float32Array | null {
  const numbers = new Map<string, number>();
  const owned = all.map((startup) => {
    const own = new Map<number, number>();
    eachText(startup, (text, weight) => {
      eachTerm(text, (term, isFolded) => {
        if (!numbers.has(term)) numbers.set(term, numbers.size);
        const number = numbers.get(term)!;
        own.set(number, Math.max(isFolded ? weight - 1 : weight, own.get(number) ?? 0));
      });
    });
    return { terms: Uint32Array.from(own.keys()), weights: Uint8Array.from(own.values()) };
  });
  const everyTerm = [...numbers.keys()];
  const qualitiesOf = (asked: string) => Float64Array.from(everyTerm, (candidate) => qualityOf(asked, candidate));
  return (text) => {
    if (text === '') return null;
    const words = queryWords(text).map(({ written, forms }) => ({
      written: qualitiesOf(written),
      forms: forms.map(qualitiesOf),
    }));
    return Float32Array.from(owned, ({ terms, weights }) => {
      const bestOf = (qualities: Float64Array) => {
        let best = 0;
        for (let i = 0; i < terms.length; i++) best = Math.max(best, Math.fround(weights[i]! * qualities[terms[i]!]!));
        return best;
      };
      let total = 0;
      for (const { written, forms } of words) {
        const folded = forms.length > 0 ? FOLDED * Math.min(...forms.map(bestOf)) : 0;
        const best = Math.max(bestOf(written), Math.fround(folded));
        if (best === 0) return 0;
        total = Math.fround(total + best);
      }
      return total;
    });
  };
}

function qualityOf(asked: string, candidate: string): number {
  if (candidate === asked) return 1;
  const typos = typosAllowed(asked);
  const close = typos > 0 && withinTypos(asked, candidate, typos) ? 0.04 : 0;
  const prefix = candidate.startsWith(asked) ? 0.75 * (0.5 + (0.5 * asked.length) / candidate.length) : 0;
  return Math.max(prefix, close);
}
