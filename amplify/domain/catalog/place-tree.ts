import { foldWords } from './text-fold';
import { parentOf, pathOf, type Place } from '../place-path';

/**
 * The places of the catalog as numbered nodes: country > region > city, or country > city if the region is unknown.
 * Node 0 is the unknown place.
 */
export class PlaceTree {
  /** By the path as written, and by its folded form, so that all spellings of a place have one node. */
  private readonly nodes = new Map<string, number>();
  private readonly paths: (string | null)[] = [null];
  /** Node of the level above; 0 for a country. */
  readonly parents: number[] = [0];
  /** 1 country, 2 region, 3 city; 0 unknown. */
  readonly levels: number[] = [0];
  /** Nodes one level below; none for the unknown place. */
  readonly children: number[][] = [[]];

  /** An independent copy with the same places and nodes. */
  copy(): PlaceTree {
    const copy = new PlaceTree();
    for (const path of this.paths) if (path !== null) copy.add(path);
    return copy;
  }

  get size(): number {
    return this.paths.length;
  }

  encode(place: Place): number {
    const path = pathOf(place);
    return path === null ? 0 : this.add(path);
  }

  node(path: string): number | undefined {
    return this.nodes.get(path) ?? this.nodes.get(foldedPath(path));
  }

  /**
   * The nodes of a path: its own node, and for a city also the same city with or without its region (`DE//Munich` and
   * `DE/Bavaria/Munich`). Empty for a path that no startup has.
   */
  nodesOf(path: string): number[] {
    const [country = '', region = '', city] = path.split('/');
    const own = this.node(path);
    const found = own === undefined ? [] : [own];
    if (city === undefined) return found;
    const others =
      region === '' ? this.childrenOf(country).map((node) => `${this.paths[node]!}/${city}`) : [`${country}//${city}`];
    return [...found, ...known(others.map((other) => this.node(other)))];
  }

  /** Nodes of places that may be within the path but are not known precisely enough to tell. */
  mayBeWithin(path: string): number[] {
    const [country = '', region = '', city] = path.split('/');
    const countryNode = this.node(country);
    if (countryNode === undefined || path === country) return [];
    const below = this.childrenOf(country);
    // A city without a known region may be in the region.
    if (city === undefined) return [countryNode, ...below.filter((node) => this.levels[node] === 3)];
    const regions = region === '' ? below.filter((node) => this.levels[node] === 2) : [];
    const own = region === '' ? undefined : this.node(`${country}/${region}`);
    return [countryNode, ...regions, ...known([own])];
  }

  private childrenOf(path: string): readonly number[] {
    const node = this.node(path);
    return node === undefined ? [] : this.children[node]!;
  }

  path(node: number): string | null {
    return this.paths[node] ?? null;
  }

  /** The node's ancestor at a level, or the node itself; 0 if the place is not known at that level. */
  ancestor(node: number, level: number): number {
    let at = node;
    while (this.levels[at]! > level) at = this.parents[at]!;
    return this.levels[at] === level ? at : 0;
  }

  /** The node of the path. Adds the path and the levels above it if they are new. */
  add(path: string): number {
    const written = this.nodes.get(path);
    if (written !== undefined) return written;
    const folded = foldedPath(path);
    const same = this.nodes.get(folded);
    if (same !== undefined) {
      this.nodes.set(path, same);
      return same;
    }
    const above = parentOf(path);
    const parent = above === null ? 0 : this.add(above);
    const node = this.paths.length;
    this.nodes.set(path, node);
    this.nodes.set(folded, node);
    this.paths.push(path);
    this.parents.push(parent);
    this.levels.push(path.split('/').length);
    this.children.push([]);
    if (parent > 0) this.children[parent]!.push(node);
    return node;
  }
}

function known(nodes: (number | undefined)[]): number[] {
  return nodes.filter((node) => node !== undefined);
}

/** Equal for `DE//Köln` and `DE//KOLN`. The `~` distinguishes a folded path from a path that was written that way. */
function foldedPath(path: string): string {
  return `~${path.split('/').map(foldWords).join('/')}`;
}
