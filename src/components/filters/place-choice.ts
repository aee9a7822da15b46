import { isWithin, parentOf } from '../../../amplify/domain/place-path';
import { placeName } from '../../../amplify/domain/labels';
import { isPlaceNamed } from '../../../amplify/domain/catalog/place-names';
import type { FacetCount } from '../../../amplify/domain/catalog/facets';

/** A place with the places in it, sorted by their numbers of startups. */
export interface PlaceNode {
  /** For example `US/CA`. */
  path: string;
  /** The name of the place alone, without its region and country. */
  label: string;
  /** The number of startups. Null if it is unknown. */
  count: number | null;
  children: PlaceNode[];
}

/**
 * Builds the tree of places from flat counts, which are null while they are unknown. The tree contains every chosen
 * place, even without startups. `counts` contains every country and region, but only the larger cities, so the count of
 * any other city is unknown.
 */
export function placeTree(counts: readonly FacetCount[] | null, chosen: readonly string[] = []): PlaceNode[] {
  const nodes = new Map<string, PlaceNode>();
  const roots: PlaceNode[] = [];
  const ensure = (path: string): PlaceNode => {
    const known = nodes.get(path);
    if (known) return known;
    const node: PlaceNode = { path, label: placeName(path), count: counts && !isCity(path) ? 0 : null, children: [] };
    nodes.set(path, node);
    const parent = parentOf(path);
    (parent === null ? roots : ensure(parent).children).push(node);
    return node;
  };
  for (const { value, count } of counts ?? []) ensure(value).count = count;
  for (const path of chosen) ensure(path);
  const sort = (list: PlaceNode[]) => {
    list.sort((a, b) => (b.count ?? 0) - (a.count ?? 0) || a.label.localeCompare(b.label));
    for (const { children } of list) sort(children);
  };
  sort(roots);
  return roots;
}

/**
 * Chooses a place, or removes it from the choice. A place and a place within it cannot both be chosen, because the wider
 * place includes the other. The newer choice replaces the older one.
 */
export function togglePlace(chosen: readonly string[], path: string): string[] {
  if (chosen.includes(path)) return chosen.filter((other) => other !== path);
  return [...chosen.filter((other) => !isWithin(other, path) && !isWithin(path, other)), path];
}

function isCity(path: string): boolean {
  return path.split('/').length === 3;
}

/** The part of the tree whose places match the text, with their parents. Names match as in the catalog's search. */
export function filterPlaces(tree: readonly PlaceNode[], text: string): PlaceNode[] {
  return tree.flatMap((node) => {
    const children = filterPlaces(node.children, text);
    return children.length > 0 || isPlaceNamed(node.path, text) ? [{ ...node, children }] : [];
  });
}
