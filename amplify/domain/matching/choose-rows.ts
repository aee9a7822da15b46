import type { Catalog } from '../catalog/catalog';
import { diversified, inShownOrder } from './diversity';
import type { MustHaves } from './eligible';
import { selectBest } from './select';
import type { Terms } from './terms';
import { compareScored, type ScoredRow } from './top-rows';
import { certainOnly, unknownMusts } from './uncertain';

/** Larger than the list, so that rows just below the cut can take turns with rows of an equal score. */
const POOL = 50;

/**
 * The best eligible rows in the order in which they are shown: at most `limit`, of which at most `unknownLimit` have an
 * unknown must-have. `total` is the number of eligible rows.
 */
export function chooseRows(
  terms: Terms,
  must: MustHaves,
  catalog: Catalog,
  excluded: ReadonlySet<number>,
  { limit, unknownLimit }: { limit: number; unknownLimit: number },
): { chosen: ScoredRow[]; total: number } {
  const isUncertain = ({ row }: ScoredRow) => unknownMusts(must, terms, catalog, row).length > 0;
  const cut = (pool: readonly ScoredRow[]) => {
    let unknown = 0;
    return diversified(pool, catalog)
      .filter((scored) => unknownLimit >= limit || !isUncertain(scored) || unknown++ < unknownLimit)
      .slice(0, limit);
  };
  const size = Math.max(limit, POOL);
  const { best, total } = selectBest(terms, must, catalog, excluded, size);
  let chosen = cut(best);
  if (chosen.length < limit && best.length < total) {
    // The pool has too few certain rows. The other certain rows rank below its uncertain ones.
    const { best: certain } = selectBest(terms, certainOnly(must, terms), catalog, excluded, size);
    chosen = cut([...certain, ...best.filter(isUncertain)].sort((a, b) => compareScored(catalog, a, b)));
  }
  return { chosen: inShownOrder(chosen), total };
}
