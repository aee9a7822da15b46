import type { FacetCount, Facets, SearchInput } from '../../amplify/domain/catalog/search';
import { foldText, wordsOf } from '../../amplify/domain/catalog/text-fold';
import { weightedTexts } from '../../amplify/domain/catalog/text-index';
import { typosAllowed, withinTypos } from '../../amplify/domain/catalog/typo';
import { isWithin, pathOf } from '../../amplify/domain/place';
import type { Startup } from '../../amplify/domain/startup';

/** The first page of a search, by looking at every startup once for each question. */
export function naiveSearch(
  all: readonly Startup[],
  input: SearchInput,
): { ids: string[]; total: number; facets: Facets } {
  const relevance = new Map(all.map((startup) => [startup, relevanceOf(startup, input.text)]));
  const found = all.filter((startup) => startup.listed && relevance.get(startup) !== 0);
  const checks = {
    industry: ({ industry }: Startup) =>
      !input.industries.length || (industry !== null && input.industries.includes(industry)),
    stage: ({ fundingStage: stage }: Startup) =>
      !input.fundingStages.length || (stage !== null && input.fundingStages.includes(stage)),
    place: (startup: Startup) => {
      const path = pathOf(startup);
      return !input.locations.length || (path !== null && input.locations.some((wanted) => isWithin(path, wanted)));
    },
    amount: ({ fundingAmount: amount }: Startup) =>
      (input.minFunding === null && input.maxFunding === null) ||
      (amount !== null && amount >= (input.minFunding ?? 0) && amount <= (input.maxFunding ?? Infinity)),
  };
  const passing = (except?: keyof typeof checks) =>
    found.filter((startup) => Object.entries(checks).every(([name, check]) => name === except || check(startup)));
  const keyOf = (startup: Startup): number | string => {
    if (input.sort === 'relevance' && input.text !== '') return -relevance.get(startup)!;
    if (input.sort === 'name') return foldText(startup.name);
    if (input.sort === 'amountDesc') return -(startup.fundingAmount ?? -1);
    if (input.sort === 'amountAsc') return startup.fundingAmount ?? Infinity;
    return -Date.parse(startup.listedAt);
  };
  const sorted = passing()
    .map((startup) => ({ id: startup.id, key: keyOf(startup) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : 1));
  const places = counted(passing('place').flatMap((startup) => levelsOf(pathOf(startup))));
  const cities = places.filter(({ value }) => value.split('/').length === 3).slice(0, 50);
  return {
    ids: sorted.slice(0, input.limit).map(({ id }) => id),
    total: sorted.length,
    facets: {
      industries: counted(passing('industry').map(({ industry }) => industry)),
      fundingStages: counted(passing('stage').map(({ fundingStage }) => fundingStage)),
      locations: places.filter((place) => place.value.split('/').length < 3 || cities.includes(place)),
    },
  };
}

function levelsOf(path: string | null): string[] {
  const levels = path?.split('/') ?? [];
  return levels.map((_, depth) => levels.slice(0, depth + 1).join('/'));
}

function counted(values: (string | null)[]): FacetCount[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Sum over the words of the text of the best hit in the startup, 0 when a word has none; 1 without a text. */
function relevanceOf(startup: Startup, text: string): number {
  if (text === '') return 1;
  const own = new Map<string, number>();
  for (const [words, weight] of weightedTexts(startup)) {
    for (const word of wordsOf(foldText(words))) own.set(word, Math.max(weight, own.get(word) ?? 0));
  }
  let total = Math.fround(0);
  for (const word of new Set(wordsOf(foldText(text)))) {
    let best = 0;
    for (const [candidate, weight] of own) {
      const typos = typosAllowed(word);
      const quality =
        candidate === word ? 1 : candidate.startsWith(word) ? 0.75 * (0.5 + (0.5 * word.length) / candidate.length) : 0;
      const close = typos > 0 && candidate !== word && withinTypos(word, candidate, typos) ? 0.4 : 0;
      best = Math.max(best, Math.fround(weight * Math.max(quality, close)));
    }
    if (best === 0) return 0;
    total = Math.fround(total + best);
  }
  return total;
}
