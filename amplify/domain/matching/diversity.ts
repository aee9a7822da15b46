import type { Catalog } from '../catalog/catalog';
import type { ScoredRow } from './top-rows';

/**
 * Equals, to the whole point that an investor reads, take turns by kind: of ten that are as good as each other, not
 * all come from one industry and region. The order of unequal ones stays.
 */
export function diversified(best: readonly ScoredRow[], catalog: Catalog): ScoredRow[] {
  const { industry, place } = catalog.columns;
  const { places } = catalog;
  const regionOf = (node: number) => places.ancestor(node, 2) || places.ancestor(node, 1);
  const kindOf = ({ row }: ScoredRow) => `${industry[row]!}|${regionOf(place[row]!)}`;
  const seen = new Map<string, number>();
  const ordered: ScoredRow[] = [];
  for (let from = 0; from < best.length;) {
    let to = from + 1;
    while (to < best.length && Math.round(best[to]!.score) === Math.round(best[from]!.score)) to++;
    const turns = best.slice(from, to).map((scored) => {
      const kind = kindOf(scored);
      const turn = (seen.get(kind) ?? 0) + 1;
      seen.set(kind, turn);
      return { scored, turn };
    });
    // A stable sort: within a turn the better one stays first.
    ordered.push(...turns.sort((a, b) => a.turn - b.turn).map(({ scored }) => scored));
    from = to;
  }
  return ordered;
}
