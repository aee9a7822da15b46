import type { Catalog } from '../catalog/catalog';
import type { ScoredRow } from './top-rows';

/** A score rounded to one decimal, as it is stored, sent and shown. */
export function shownScore(score: number): number {
  return Math.round(score * 10) / 10;
}

/**
 * Startups whose scores are equal in whole points are taken in turns by industry and region, so that ten equal startups
 * do not all come from one industry and region. The result decides which startups are in the list; `inShownOrder` sorts
 * the list.
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
    // The sort is stable, so startups of the same turn stay in descending order of score.
    ordered.push(...turns.sort((a, b) => a.turn - b.turn).map(({ scored }) => scored));
    from = to;
  }
  return ordered;
}

/** Sorted by the shown score. Rows with an equal shown score keep their order. */
export function inShownOrder(chosen: readonly ScoredRow[]): ScoredRow[] {
  return chosen.toSorted((a, b) => shownScore(b.score) - shownScore(a.score));
}
