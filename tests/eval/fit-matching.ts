import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { distinctOf, choiceOf, featureNames } from './choices';
import { MODES, type Mode, type Quarter, readQuarters } from './matching-cases';
import { meanQuality } from './metrics';
import { measureShipped } from './measure';
import { fitSoftmax } from './softmax-fit';
import { shareTogether } from './together';
import type { FeatureWeights, Shares, Weights } from '../../amplify/domain/matching/weights';

/*
 * npm run fit:matching -- DIR
 * Fits the weights of the ranker on the cases of DIR and writes them as data. The figure in the file is the mean over
 * quarters that the fit did not see.
 */

const RIDGE = { cold: 1e-4, warm: 5e-5 };
const FOLDS = 4;
const TARGET = fileURLToPath(new URL('../../amplify/domain/matching/fitted-weights.json', import.meta.url));
/** A stage that the cases lack gets the weight of a similar stage. */
const STAGE_ALIASES = { 'pre-seed': 'angel', seed: 'angel' };

const directory = process.argv[2];
if (!directory) {
  console.error('Usage: npm run fit:matching -- DIR (a folder of matching cases)');
  process.exit(2);
}

const quarters = readQuarters(directory);
const figures = crossValidate(quarters);
const weights: Weights = { fittedAt: new Date().toISOString().slice(0, 10), crossValidated: figures, ...fit(quarters) };
writeFileSync(TARGET, await format(JSON.stringify(weights), { ...(await resolveConfig(TARGET)), parser: 'json' }));
console.log(`Wrote ${TARGET}. Cross-validated NDCG@10: cold ${figures.cold}, warm ${figures.warm}.`);

/** Folds of neighbouring quarters: fitted on the other folds, measured with the ranker of the product. */
function crossValidate(all: Quarter[]): Weights['crossValidated'] {
  const found: Record<Mode, number[]> = { cold: [], warm: [] };
  const size = Math.max(1, Math.ceil(all.length / FOLDS));
  for (let from = 0; from < all.length && all.length > 1; from += size) {
    const held = all.slice(from, from + size);
    const fitted = {
      fittedAt: '',
      crossValidated: { cold: 0, warm: 0 },
      ...fit(all.filter((quarter) => !held.includes(quarter))),
    };
    for (const mode of MODES) {
      const qualities = held.flatMap((quarter) => measureShipped(quarter, mode, fitted).map(({ quality }) => quality));
      found[mode].push(...qualities.map(({ ndcg10 }) => ndcg10));
      console.log(
        `held out ${held.map(({ name }) => name).join(', ')}: ${mode} NDCG@10 ${meanQuality(qualities).ndcg10.toFixed(4)}`,
      );
    }
  }
  const mean = (values: number[]) =>
    Math.round((values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)) * 1e4) / 1e4;
  return { cold: mean(found.cold), warm: mean(found.warm) };
}

function fit(training: Quarter[]): Pick<Weights, 'cold' | 'warm' | 'together'> {
  const cases = training.flatMap((quarter) => quarter.cases);
  const together = {
    industry: shareTogether(cases, ({ industry }) => industry),
    stage: withAliases(shareTogether(cases, ({ fundingStage }) => fundingStage)),
    region: shareTogether(cases, ({ region }) => (region === null ? null : `US/${region}`)),
  };
  return { cold: fitMode(training, 'cold', together), warm: fitMode(training, 'warm', together), together };
}

function fitMode(training: Quarter[], mode: Mode, together: Weights['together']): FeatureWeights {
  const industries = [...new Set(training.flatMap(({ catalog }) => distinctOf(catalog).industries))].sort();
  const stages = [...new Set(training.flatMap(({ catalog }) => distinctOf(catalog).stages))].sort();
  const names = featureNames(training[0]!, mode, together);
  const choices = training.flatMap((quarter) =>
    quarter.cases
      .filter(({ accelerator }) => !accelerator)
      .flatMap((one) => choiceOf(one, quarter, mode, together, { names, industries, stages }) ?? []),
  );
  const fitted = fitSoftmax(choices, {
    width: names.length,
    indicatorCount: industries.length + stages.length,
    ridge: RIDGE[mode],
  });
  const slice = (keys: string[], from: number) =>
    Object.fromEntries(keys.map((key, at) => [key, Math.round(fitted[from + at]! * 1e4) / 1e4]));
  const stage = slice(stages, names.length + industries.length);
  for (const [alias, like] of Object.entries(STAGE_ALIASES)) stage[alias] ??= stage[like] ?? 0;
  return { features: slice(names, 0), industry: slice(industries, names.length), stage };
}

function withAliases(shares: Shares): Shares {
  const rows: Shares = Object.fromEntries(Object.entries(shares).map(([value, row]) => [value, { ...row }]));
  for (const [alias, like] of Object.entries(STAGE_ALIASES)) {
    if (rows[alias] || !rows[like]) continue;
    for (const row of Object.values(rows)) if (row[like] !== undefined) row[alias] = row[like];
    rows[alias] = { ...rows[like] };
  }
  return rows;
}
