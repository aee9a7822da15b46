import fitted from './fitted-weights.json';

/** Written by `npm run fit:matching`. The formula is in docs/matching.md. */
export interface Weights {
  /** ISO date of the fit. */
  fittedAt: string;
  /** Mean NDCG@10 over held-out quarters in cross-validation. */
  crossValidated: { cold: number; warm: number };
  /** Weight of each feature with preferences only (cold), and with a portfolio (warm). */
  cold: FeatureWeights;
  warm: FeatureWeights;
  /** For each value, the shares of other values in the portfolios that have it: `industry.biotech.medical`. */
  together: { industry: Shares; stage: Shares; region: Shares };
}

export interface FeatureWeights {
  features: Record<string, number>;
  industry: Record<string, number>;
  stage: Record<string, number>;
}

export type Shares = Record<string, Record<string, number>>;

export const WEIGHTS: Weights = fitted;
