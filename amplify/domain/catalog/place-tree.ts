import { pathOf, type Place } from '../place';

/** The places of the catalog as numbered nodes: country > region > city. Node 0 stands for unknown. */
export class PlaceTree {
  private readonly nodes = new Map<string, number>();
  private readonly paths: (string | null)[] = [null];
  /** Node of the level above; 0 for a country. */
  readonly parents: number[] = [0];
  /** 1 country, 2 region, 3 city; 0 unknown. */
  readonly levels: number[] = [0];

  get size(): number {
    return this.paths.length;
  }

  encode(place: Place): number {
    const path = pathOf(place);
    return path === null ? 0 : this.add(path);
  }

  node(path: string): number | undefined {
    return this.nodes.get(path);
  }

  path(node: number): string | null {
    return this.paths[node] ?? null;
  }

  /** The node's ancestor at a level, itself included; 0 when the place is not known to that level. */
  ancestor(node: number, level: number): number {
    let at = node;
    while (this.levels[at]! > level) at = this.parents[at]!;
    return this.levels[at] === level ? at : 0;
  }

  /** The node of a path, with the levels above it. */
  add(path: string): number {
    const known = this.nodes.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const parent = cut < 0 ? 0 : this.add(path.slice(0, cut));
    const node = this.paths.length;
    this.nodes.set(path, node);
    this.paths.push(path);
    this.parents.push(parent);
    this.levels.push(this.levels[parent]! + 1);
    return node;
  }
}
