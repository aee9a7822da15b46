import { isWithin, parentOf } from '../../../amplify/domain/place-path';
import { placeName } from '../../../amplify/domain/labels';
import { isPlaceNamed } from '../../../amplify/domain/catalog/place-names';
import type { FacetCount } from '../../../amplify/domain/catalog/facets';

/** A place with the places in it, the ones with the most startups first. */
export interface PlaceNode {
  /** Like `US/CA`. */
  path: string;
  /** Its own name, without the country it is in. */
  label: string;
  /** Startups in it; null while that is not known. */
  count: number | null;
  children: PlaceNode[];
}

/**
 * Builds the tree of places from flat counts, null when they are not known. A chosen place is in it even when it has no
 * startups now. Counts hold every country and region, but only the larger cities: of another city the count is unknown.
 */
export function placeTree(counts: readonly FacetCount[] | null, chosen: readonly string[] = []): PlaceNode[] {
  const nodes = new Map<string, PlaceNode>();
  const roots: PlaceNode[] = [];
  const ensure = (path: string): PlaceNode => {
    const known = nodes.get(path);
    if (known) return known;
    const node: PlaceNode = { path, label: placeName(path), count: counts && !isCity(path) ? 0 : null, children: [] };
    nodes.set(path, node);
    const above = parentOf(path);
    (above === null ? roots : ensure(above).children).push(node);
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
 * Chooses a place or gives it up. A place and one within it can't both be chosen, for the wider one says it all: the
 * newer choice replaces the other.
 */
export function togglePlace(chosen: readonly string[], path: string): string[] {
  if (chosen.includes(path)) return chosen.filter((other) => other !== path);
  return [...chosen.filter((other) => !isWithin(other, path) && !isWithin(path, other)), path];
}

function isCity(path: string): boolean {
  return path.split('/').length === 3;
}

/** The places of the tree that have such a name, as the search in the whole catalog reads it, with what leads there. */
export function findPlaces(tree: readonly PlaceNode[], text: string): PlaceNode[] {
  return tree.flatMap((node) => {
    const children = findPlaces(node.children, text);
    return children.length > 0 || isPlaceNamed(node.path, text) ? [{ ...node, children }] : [];
  });
}
