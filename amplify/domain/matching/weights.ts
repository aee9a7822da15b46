import fitted from './fitted-weights.json';

/** What `npm run fit:matching` writes: see docs/matching.md for the formula that uses it. */
export interface Weights {
  /** ISO date of the fit. */
  fittedAt: string;
  /** Mean NDCG@10 over held-out quarters in cross-validation. */
  crossValidated: { cold: number; warm: number };
  /** Weight of each feature with preferences only, and with a portfolio as well. */
  cold: FeatureWeights;
  warm: FeatureWeights;
  /** Share of the other values in portfolios that hold a value: `industry.biotech.medical`. */
  together: { industry: Shares; stage: Shares; region: Shares };
}

export interface FeatureWeights {
  features: Record<string, number>;
  industry: Record<string, number>;
  stage: Record<string, number>;
}

export type Shares = Record<string, Record<string, number>>;

export const WEIGHTS: Weights = fitted;
