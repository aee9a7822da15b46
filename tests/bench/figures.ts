import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';

const FILE = path.resolve(import.meta.dirname, '../../docs/figures.json');

const measured = <Shape extends z.ZodRawShape>(values: Shape) =>
  z.object({ date: z.iso.date(), node: z.string(), processors: z.int(), values: z.strictObject(values) });
const count = z.int().nonnegative();
const amount = z.number().nonnegative();

/** The measured figures of each bench. The name has the unit: milliseconds, seconds, minutes, KB or a count. */
export const figuresFile = z.strictObject({
  run: measured({ startups: count, runs: count, medianMs: amount, p95Ms: amount }),
  match: measured({
    startups: count,
    fastestMs: amount,
    slowestMs: amount,
    portfolioMs: amount,
    leastTimesNaive: amount,
    mostTimesNaive: amount,
  }),
  search: measured({ startups: count, queries: count, equal: count, p95Ms: amount }),
  catalog: measured({ startups: count, snapshotMs: amount, timesTable: amount }),
  due: measured({ investors: count, due: count, medianMs: amount, unitsPerDue: amount }),
  drain: measured({ digests: count, perSecond: count, minutes: amount, leftOver: count }),
  schedule: measured({ zones: count, quarters: count, dates: count, instants: count, seconds: amount }),
  'crash-matrix': measured({ points: count, mornings: count, wrong: count }),
});
export type FiguresFile = z.output<typeof figuresFile>;
export type FigureName = keyof FiguresFile;

export async function readFigures(): Promise<FiguresFile> {
  return figuresFile.parse(JSON.parse(await readFile(FILE, 'utf8')));
}

/** Replaces the figures of one bench in docs/figures.json, to four digits. Throws when they are not the declared ones. */
export async function recordFigures(name: FigureName, values: Record<string, number>): Promise<void> {
  const entry = {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    processors: availableParallelism(),
    values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fourDigits(value)])),
  };
  const figures = figuresFile.parse({ ...(await readFigures()), [name]: entry });
  await writeFile(FILE, await format(JSON.stringify(figures), { ...(await resolveConfig(FILE)), parser: 'json' }));
}

function fourDigits(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}
