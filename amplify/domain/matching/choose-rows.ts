import type { Catalog } from '../catalog/catalog';
import { diversified, inShownOrder } from './diversity';
import type { MustHaves } from './eligible';
import { selectBest } from './select';
import type { Terms } from './terms';
import { compareScored, type ScoredRow } from './top-rows';
import { certainOnly, unknownMusts } from './uncertain';

/** More than are asked for, so that equals below the cut can take their turn. */
const POOL = 50;

/**
 * The best eligible rows, at most `limit`, of which at most `unknownLimit` are unknown in a must-have; in the order in
 * which they are shown. `total` counts all that are eligible.
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
    // More than enough uncertain ones are known; the certain ones are below them.
    const { best: certain } = selectBest(terms, certainOnly(must, terms), catalog, excluded, size);
    chosen = cut([...certain, ...best.filter(isUncertain)].sort((a, b) => compareScored(catalog, a, b)));
  }
  return { chosen: inShownOrder(chosen), total };
}
