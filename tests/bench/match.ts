import { isDeepStrictEqual } from 'node:util';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import { compileMustHaves, isEligible } from '../../amplify/domain/matching/eligible';
import { knownStartups } from '../../amplify/domain/matching/history';
import { rank } from '../../amplify/domain/matching/rank';
import { scoreOf } from '../../amplify/domain/matching/score';
import { selectBest } from '../../amplify/domain/matching/select';
import { compileTerms } from '../../amplify/domain/matching/terms';
import { compareScored, type ScoredRow } from '../../amplify/domain/matching/top-rows';
import { type SampleInvestor, sampleInvestors, sampleStartups } from './sample-startups';
import { memoryInUse, milliseconds, quantile, timed } from './timing';

const NOW = new Date('2026-11-22T08:00:00Z');
const LIMIT = 50;
const GOAL = 0.25;
/** Runs before the measurement, so that the compiler has optimised the code. */
const WARM_UP = 1000;

/** Selects and ranks the top 50 of a whole catalog, and compares them with a full sort. */
export async function run() {
  const measured = measure(100_000, 1000);
  measure(1_000_000, 40);
  const plain = measured.filter(({ hasPortfolio }) => !hasPortfolio).map(({ median }) => median);
  const ratios = measured.map(({ ratio }) => ratio);
  return {
    startups: 100_000,
    fastestMs: Math.min(...plain),
    slowestMs: Math.max(...plain),
    portfolioMs: Math.max(...measured.filter(({ hasPortfolio }) => hasPortfolio).map(({ median }) => median)),
    leastTimesNaive: Math.min(...ratios),
    mostTimesNaive: Math.max(...ratios),
  };
}

function measure(count: number, times: number) {
  const startups = sampleStartups(count);
  const before = memoryInUse();
  const start = performance.now();
  const catalog = Catalog.from(startups);
  const built = performance.now() - start;
  console.log(
    `${count.toLocaleString('en')} startups: catalog built in ${milliseconds(built)}, ` +
      `${(memoryInUse() - before).toFixed(0)} MB beside the startups themselves`,
  );
  return sampleInvestors(startups).map((investor) => {
    const { best, total } = select(investor, catalog);
    const plain = naive(investor, catalog);
    const equal = isDeepStrictEqual(best, plain.best) && total === plain.total;
    const fast = timed(times, () => select(investor, catalog), WARM_UP);
    const ranked = () => rank(investor.profile, catalog, investor.history, NOW, { limit: LIMIT });
    const whole = timed(times, ranked, WARM_UP);
    const slow = timed(Math.max(3, times / 100), () => naive(investor, catalog), 1);
    const median = quantile(fast, 0.5);
    const ratio = quantile(slow, 0.5) / median;
    console.log(
      `  ${investor.name.padEnd(36)} select and rank: median ${milliseconds(median)}, p95 ${milliseconds(quantile(fast, 0.95))}` +
        `${count === 100_000 ? ` (goal ${GOAL} ms: ${median <= GOAL ? 'met' : 'missed'})` : ''}; ` +
        `with reasons: median ${milliseconds(quantile(whole, 0.5))}; ` +
        `naive: ${milliseconds(quantile(slow, 0.5))}, ${ratio.toFixed(0)}x; ${total} eligible; ` +
        `${equal ? 'equal to the naive oracle' : 'DIFFERS from the naive oracle'}`,
    );
    if (!equal) process.exitCode = 1;
    return { median, ratio, hasPortfolio: investor.history.portfolio.length > 0 };
  });
}

function select({ profile, history }: SampleInvestor, catalog: Catalog) {
  const must = compileMustHaves(profile, catalog);
  const { excluded } = knownStartups(history, catalog);
  return selectBest(compileTerms(profile, catalog, history, NOW), must, catalog, excluded, LIMIT);
}

/** Scores every startup and sorts all of them. */
function naive({ profile, history }: SampleInvestor, catalog: Catalog) {
  const must = compileMustHaves(profile, catalog);
  const { excluded } = knownStartups(history, catalog);
  const terms = compileTerms(profile, catalog, history, NOW);
  const eligible: ScoredRow[] = [];
  for (let row = 0; row < catalog.rowCount; row++) {
    if (isEligible(must, catalog, excluded, row)) eligible.push({ row, score: scoreOf(terms, catalog, row) });
  }
  eligible.sort((a, b) => compareScored(catalog, a, b));
  return { best: eligible.slice(0, LIMIT), total: eligible.length };
}
