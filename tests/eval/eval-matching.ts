import { DEPTH, type Measured, measureShipped } from './measure';
import { MODES, type Mode, type Quarter, readQuarters } from './matching-cases';
import { clusteredInterval, meanQuality, qualityOf } from './metrics';
import { booleanNewest, naiveBayes, order } from './references';

/*
 * npm run eval:matching -- DIR [--json]
 * Measures the ranker with its weights, and two references, on the later investments of real investors.
 */

const args = process.argv.slice(2);
const directory = args.find((arg) => !arg.startsWith('--'));
if (!directory) {
  console.error('Usage: npm run eval:matching -- DIR [--json] (a folder of matching cases)');
  process.exit(2);
}

type Ranker = (quarter: Quarter, mode: Mode) => Measured[];

const RANKERS: Record<string, Ranker> = {
  shipped: (quarter, mode) => measureShipped(quarter, mode),
  'boolean + newest': (quarter) => measureReference(quarter, (one) => booleanNewest(one)),
  'naive Bayes': (quarter, mode) =>
    measureReference(quarter, (one) => naiveBayes(one, quarter.catalog, mode === 'warm')),
};

function measureReference(
  { catalog, cases }: Quarter,
  scorer: (one: Quarter['cases'][number]) => Parameters<typeof order>[1],
): Measured[] {
  return cases.map((one) => ({
    one,
    quality: qualityOf(order(catalog, scorer(one), one.exclude, DEPTH), one.relevant),
  }));
}

const quarters = readQuarters(directory);
const shown: Record<string, unknown> = {};
console.log(
  `${quarters.length} quarters, ${quarters.reduce((sum, { cases }) => sum + cases.length, 0)} cases, mean with 95 % interval clustered by investor`,
);
for (const mode of MODES) {
  for (const [name, ranker] of Object.entries(RANKERS)) {
    const measured = quarters.flatMap((quarter) => ranker(quarter, mode));
    report(mode, name, measured);
    if (name === 'shipped') {
      const { ndcg10, recall10, recall50 } = meanQuality(measured.map(({ quality }) => quality));
      shown[mode] = { ndcg10, recall10, recall50, n: measured.length };
      report(
        mode,
        `${name}, accelerators`,
        measured.filter(({ one }) => one.accelerator),
      );
      report(
        mode,
        `${name}, without accelerators`,
        measured.filter(({ one }) => !one.accelerator),
      );
    }
  }
}
if (args.includes('--json')) console.log(JSON.stringify(shown));

function report(mode: Mode, name: string, measured: Measured[]): void {
  const clusters = measured.map(({ one }) => one.investorId);
  const cells = (['ndcg10', 'recall10', 'recall50'] as const).map((metric) => {
    const values = measured.map(({ quality }) => quality[metric]);
    const [low, high] = clusteredInterval(values, clusters);
    return `${metric} ${meanQuality(measured.map(({ quality }) => quality))[metric].toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
  });
  console.log(`${mode}  ${name.padEnd(30)} ${cells.join('  ')}  n ${measured.length}`);
}
