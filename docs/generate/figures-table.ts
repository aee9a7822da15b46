import weights from '../../amplify/domain/matching/fitted-weights.json';
import { readFigures, type FiguresFile } from '../../tests/bench/figures';

const thousands = (value: number) => value.toLocaleString('en');
const rounded = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

/** What a bench measured and how its figures read, in the order of the table. */
const ROWS: { [Name in keyof FiguresFile]: (figures: FiguresFile[Name]['values']) => [what: string, figure: string] } =
  {
    run: ({ startups, runs, medianMs, p95Ms }) => [
      `click to email in the inbox, ${thousands(startups)} startups, ${runs} warm runs`,
      `median ${rounded(medianMs)} ms, p95 ${rounded(p95Ms)} ms`,
    ],
    match: ({ startups, fastestMs, slowestMs, portfolioMs, leastTimesNaive, mostTimesNaive }) => [
      `rank one investor over ${thousands(startups)} startups (goal: 0.25 ms)`,
      `median ${rounded(fastestMs)} to ${rounded(slowestMs)} ms, with 30 in the portfolio ${rounded(portfolioMs)} ms; ` +
        `the naive oracle takes ${leastTimesNaive.toFixed(0)} to ${mostTimesNaive.toFixed(0)} times as long`,
    ],
    search: ({ startups, queries, equal, p95Ms }) => [
      `search with facets over ${thousands(startups)} startups`,
      `p95 ${rounded(p95Ms)} ms; ${thousands(equal)} of ${thousands(queries)} answers equal to the oracle`,
    ],
    catalog: ({ startups, snapshotMs, timesTable }) => [
      `cold load of ${thousands(startups)} startups in a function`,
      `median ${rounded(snapshotMs)} ms from the snapshot, ${timesTable.toFixed(0)} times as fast as from the table`,
    ],
    due: ({ investors, due, medianMs, unitsPerDue }) => [
      `find the ${thousands(due)} of ${thousands(investors)} investors who are due`,
      `median ${seconds(medianMs)}, ${rounded(unitsPerDue)} read units each, no Scan`,
    ],
    drain: ({ digests, perSecond, minutes, leftOver }) => [
      `${thousands(digests)} digests of one hour at ${perSecond} emails a second`,
      `${minutes.toFixed(0)} minutes of virtual time, ${leftOver} left over by throttling`,
    ],
    schedule: ({ zones, quarters, dates, instants, seconds: took }) => [
      `one instant per local date: ${zones} zones, ${quarters} quarter hours, ${dates} dates`,
      `all ${thousands(instants)} exact, ${took.toFixed(0)} s`,
    ],
    'crash-matrix': ({ points, wrong }) => [
      'the delivery contract under faults',
      `${thousands(points)} crash points, ${wrong} with a second email or a wrong record`,
    ],
  };

/** The table of figures for README.md, from docs/figures.json and the weights of the ranker. */
export async function figuresTable(): Promise<string> {
  const figures = await readFigures();
  const rows = Object.keys(ROWS).map((name) => rowOf(figures, name as keyof FiguresFile));
  const { cold, warm } = weights.crossValidated;
  rows.push([
    "real investors' next investments, held out: NDCG@10",
    `cold ${cold}, warm ${warm}`,
    '`npm run fit:matching -- DIR`',
    weights.fittedAt.slice(0, 10),
  ]);
  const lines = [['what', 'figure', 'command', 'measured'], ['-', '-', '-', '-'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function rowOf<Name extends keyof FiguresFile>(figures: FiguresFile, name: Name): string[] {
  const { values, date } = figures[name];
  return [...ROWS[name](values), `\`npm run bench -- ${name}\``, date];
}
