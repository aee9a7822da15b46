import { DIGEST_SIZE } from '../../amplify/domain/digest/size';
import { rank } from '../../amplify/domain/matching/rank';
import { type Weights, WEIGHTS } from '../../amplify/domain/matching/weights';
import { historyOf, type MatchingCase, type Mode, type Quarter } from './matching-cases';
import { type Quality, qualityOf } from './metrics';

export interface Measured {
  one: MatchingCase;
  quality: Quality;
}

/** Recall is measured at this rank. */
export const DEPTH = 50;

/** Ranks every case of a quarter with the function of the product. */
export function measureShipped(quarter: Quarter, mode: Mode, weights: Weights = WEIGHTS): Measured[] {
  const { catalog, start } = quarter;
  return quarter.cases.map((one) => {
    const history = historyOf(one, catalog, mode);
    const quality = (limit: number) => {
      const { matches } = rank(one.preferences, catalog, history, start, { limit, weights });
      return qualityOf(
        matches.map(({ startup }) => startup.id),
        one.relevant,
      );
    };
    // The size of a digest decides which startups of equal score are in it.
    const { ndcg10, recall10 } = quality(DIGEST_SIZE);
    return { one, quality: { ndcg10, recall10, recall50: quality(DEPTH).recall50 } };
  });
}
