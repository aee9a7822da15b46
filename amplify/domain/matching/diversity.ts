import type { Catalog } from '../catalog/catalog';
import type { ScoredRow } from './top-rows';

/** A score as it is recorded and sent: to one decimal. What is shown of it follows from this, not from the sum. */
export function shownScore(score: number): number {
  return Math.round(score * 10) / 10;
}

/**
 * Equals, to the whole point that an investor reads, take turns by kind: of ten that are as good as each other, not
 * all come from one industry and region. This decides which of them are among those that are cut to; `inShownOrder`
 * decides how those are listed.
 */
export function diversified(best: readonly ScoredRow[], catalog: Catalog): ScoredRow[] {
  const { industry, place } = catalog.columns;
  const { places } = catalog;
  const regionOf = (node: number) => places.ancestor(node, 2) || places.ancestor(node, 1);
  const kindOf = ({ row }: ScoredRow) => `${industry[row]!}|${regionOf(place[row]!)}`;
  const pointsOf = ({ score }: ScoredRow) => Math.round(shownScore(score));
  const seen = new Map<string, number>();
  const ordered: ScoredRow[] = [];
  for (let from = 0; from < best.length;) {
    let to = from + 1;
    while (to < best.length && pointsOf(best[to]!) === pointsOf(best[from]!)) to++;
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

/** Never a higher score below a lower one, as they are shown. The same score keeps its order. */
export function inShownOrder(chosen: readonly ScoredRow[]): ScoredRow[] {
  return chosen.toSorted((a, b) => shownScore(b.score) - shownScore(a.score));
}
