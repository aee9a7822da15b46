import { Catalog } from '../../amplify/domain/catalog/catalog';
import { search, searchInput } from '../../amplify/domain/catalog/search';
import { NO_HISTORY, rank } from '../../amplify/domain/matching/rank';
import { sampleInvestors, sampleStartups } from './sample-startups';
import { memoryInUse, milliseconds, quantile } from './timing';

const COUNT = 100_000;
const NOW = new Date('2026-11-22T08:00:00Z');

/** What a cold start pays for the catalog once its startups are read, and what a change costs a warm one. */
export async function run(): Promise<void> {
  const json = JSON.stringify(sampleStartups(COUNT));
  const parseStart = performance.now();
  const startups = JSON.parse(json) as ReturnType<typeof sampleStartups>;
  const parsed = performance.now() - parseStart;
  const before = memoryInUse();
  const builds = Array.from({ length: 7 }, () => {
    const start = performance.now();
    Catalog.from(startups);
    return performance.now() - start;
  });
  const catalog = Catalog.from(startups);
  const [investor] = sampleInvestors(startups);
  const first = performance.now();
  rank(investor!.profile, catalog, NO_HISTORY, NOW);
  const firstRank = performance.now() - first;
  const textStart = performance.now();
  search(catalog, searchInput.parse({ text: 'warm' }));
  const firstText = performance.now() - textStart;
  const changes = Array.from({ length: 10 }, (_, at) => {
    const start = performance.now();
    catalog.applyChanges(
      startups.slice(at * 100, at * 100 + 100).map((startup) => ({ ...startup, name: `${startup.name} ${at}` })),
    );
    rank(investor!.profile, catalog, NO_HISTORY, NOW);
    return performance.now() - start;
  });
  console.log(
    `${COUNT.toLocaleString('en')} startups, ${(json.length / 1e6).toFixed(0)} MB of JSON parsed in ${milliseconds(parsed)}`,
  );
  console.log(
    `catalog built in ${milliseconds(quantile(builds, 0.5))} (median of ${builds.length}), ${(memoryInUse() - before).toFixed(0)} MB beside the startups`,
  );
  console.log(`first ranking ${milliseconds(firstRank)}, first search for a text ${milliseconds(firstText)}`);
  console.log(`100 changes and the next ranking: median ${milliseconds(quantile(changes, 0.5))}`);
}
