import { isDeepStrictEqual } from 'node:util';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import { SEARCH_SORTS, type SearchInput, searchInput } from '../../amplify/domain/catalog/search-input';
import { search } from '../../amplify/domain/catalog/search';
import { FUNDING_STAGES, type Startup } from '../../amplify/domain/startup';
import { seededRandom } from '../eval/metrics';
import { createNaiveSearch } from './sample-search';
import { sampleStartups } from './sample-startups';
import { milliseconds, quantile } from './timing';

const COUNT = 100_000;
const QUERIES = 1000;
const GOAL = 20;

/** Names with accents, other scripts, letters that do not decompose, and signs. */
const ODD_NAMES = ['Café Über', 'Cafe Uber', '東京都交通', '京都', '로보틱스', 'Straße Łódź', 'Яндекс', 'C++ Tools', 'Run.NET 4+', 'กรุงเทพ']; // prettier-ignore
const ODD_TEXTS = ['café', 'uber', '京都', '都', '보틱', 'strasse', 'Łódź', 'яндекс', 'c++', '.net', '4+', 'กรุง', '%', 'Germany', 'california', 'UK']; // prettier-ignore

/** Text, filters, facets, sorts and pages over a whole catalog, each answer compared with a naive oracle. */
export async function run() {
  const startups = sampleStartups(COUNT).map((startup, at) =>
    at % 40 === 0 ? { ...startup, name: `${startup.name} ${ODD_NAMES[(at / 40) % ODD_NAMES.length]!}` } : startup,
  );
  const catalog = Catalog.from(startups);
  const first = performance.now();
  search(catalog, searchInput.parse({ text: 'warm' }));
  console.log(
    `${COUNT.toLocaleString('en')} startups; first search with its text index: ${milliseconds(performance.now() - first)}`,
  );
  const inputs = sampleInputs(startups);
  for (const sort of SEARCH_SORTS) search(catalog, searchInput.parse({ sort }));

  const times = inputs.map((input) => {
    const start = performance.now();
    search(catalog, input);
    return performance.now() - start;
  });
  const p95 = quantile(times, 0.95);
  console.log(
    `${QUERIES} random queries: median ${milliseconds(quantile(times, 0.5))}, p95 ${milliseconds(p95)} ` +
      `(goal ${GOAL} ms: ${p95 <= GOAL ? 'met' : 'missed'}), slowest ${milliseconds(quantile(times, 1))}`,
  );

  const naive = createNaiveSearch(startups);
  const slow: number[] = [];
  const differing = inputs.filter((input) => {
    const { items, total, facets } = search(catalog, input);
    const start = performance.now();
    const expected = naive(input);
    slow.push(performance.now() - start);
    return !isDeepStrictEqual({ ids: items.map(({ id }) => id), total, facets }, expected);
  });
  console.log(
    `${QUERIES - differing.length} of ${QUERIES} answers equal to the naive oracle, which takes a median of ` +
      `${milliseconds(quantile(slow, 0.5))} with its words read beforehand`,
  );
  for (const input of differing.slice(0, 3)) console.log('  differs:', JSON.stringify(input));
  if (differing.length > 0) process.exitCode = 1;
  return { startups: COUNT, queries: QUERIES, equal: QUERIES - differing.length, p95Ms: p95 };
}

function sampleInputs(startups: readonly Startup[]): SearchInput[] {
  const random = seededRandom(3);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const some = <T>(chance: number, values: () => T[]): T[] => (random() < chance ? values() : []);
  return Array.from({ length: QUERIES }, () => {
    const like = pick(startups);
    const amount = 10 ** (5 + 2 * random());
    const word = pick(like.name.toLowerCase().split(' '));
    const texts = [
      '',
      '',
      pick(ODD_TEXTS),
      word,
      word.slice(0, 3),
      mistyped(word, random),
      `${word} ${pick(like.tags)}`,
    ];
    return searchInput.parse({
      text: pick(texts),
      industries: some(0.4, () => [pick(startups).industry ?? 'web', like.industry ?? 'biotech']),
      fundingStages: some(0.3, () => [pick(FUNDING_STAGES), like.fundingStage ?? 'seed']),
      locations: some(0.4, () => [pick(['US', 'US/CA', 'DE', 'US/CA/CA city 1', 'FR', 'US/NY'])]),
      minFunding: random() < 0.2 ? Math.round(amount) : null,
      maxFunding: random() < 0.2 ? Math.round(amount * 20) : null,
      sort: pick(SEARCH_SORTS),
      limit: pick([10, 25, 100]),
    });
  });
}

function mistyped(word: string, random: () => number): string {
  const at = Math.floor(random() * (word.length - 1));
  return word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2);
}
