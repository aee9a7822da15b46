import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { type Catalog, STAGE_COUNT } from '../catalog/catalog';
import { density, gaussianKernel } from './amount-density';

const AMOUNT_KERNEL = gaussianKernel(0.2);
const CITY_FLOOR = 1e-3;

/**
 * The share of each value in the catalog, as a baseline for the choices of an investor. Shares instead of counts, so
 * that a catalog in which every startup occurs twice is ranked like the original. Cached per catalog and version.
 */
export interface Background {
  version: number;
  /** Share of each code among the listed startups whose code is known. */
  industry: Float64Array;
  stage: Float64Array;
  /**
   * Region class of each place node; 0 if unknown. A city has the class of its region, a country has a class of its
   * own.
   */
  regionOf: Uint16Array;
  /** The node of each region class. */
  regionNodes: number[];
  region: Float64Array;
  /** Share of the startups at or below each node. */
  within: Float64Array;
  /** Share of the startups at each node, excluding the nodes below it. */
  at: Float64Array;
  /** Log of a city's share relative to the average city: positive for hubs, 0 if the city is unknown. */
  hub: Float64Array;
  /** The nodes of region class r in descending order of `hub`: byHub[hubStarts[r]] to byHub[hubStarts[r + 1] - 1]. */
  hubStarts: Uint32Array;
  byHub: Uint32Array;
  /** Density of the known amounts over log10 of US dollars, by bucket. */
  amountDensity: Float64Array;
  knownAmounts: number;
}

const cache = new WeakMap<Catalog, Background>();

export function backgroundOf(catalog: Catalog): Background {
  let background = cache.get(catalog);
  if (!background || background.version !== catalog.version) {
    background = measure(catalog);
    cache.set(catalog, background);
  }
  return background;
}

function measure(catalog: Catalog): Background {
  const { listed, industry, stage, place, amountBucket } = catalog.columns;
  const { places } = catalog;
  const counts = {
    industry: new Float64Array(catalog.industries.size),
    stage: new Float64Array(STAGE_COUNT),
    place: new Float64Array(places.size),
    bucket: new Float64Array(AMOUNT_BUCKETS),
  };
  for (let row = 0; row < catalog.rowCount; row++) {
    if (listed[row] === 0) continue;
    counts.industry[industry[row]!]!++;
    counts.stage[stage[row]!]!++;
    counts.place[place[row]!]!++;
    counts.bucket[amountBucket[row]!]!++;
  }
  const { regionOf, regionNodes } = regionClasses(catalog);
  const at = shares(counts.place);
  const within = at.slice();
  const region = new Float64Array(regionNodes.length);
  for (let node = places.size - 1; node > 0; node--) {
    region[regionOf[node]!]! += at[node]!;
    if (places.parents[node]! > 0) within[places.parents[node]!]! += within[node]!;
  }
  const hub = hubs(catalog, at);
  const total = counts.bucket.reduce((a, b) => a + b, 0);
  return {
    version: catalog.version,
    industry: shares(counts.industry),
    stage: shares(counts.stage),
    regionOf,
    regionNodes,
    region,
    within,
    at,
    hub,
    ...nodesByHub(hub, regionOf, regionNodes.length),
    amountDensity: density(shares(counts.bucket), AMOUNT_KERNEL, new Float64Array(AMOUNT_BUCKETS)),
    knownAmounts: total > 0 ? 1 - counts.bucket[0]! / total : 1,
  };
}

function shares(counts: Float64Array): Float64Array {
  let known = 0;
  for (let code = 1; code < counts.length; code++) known += counts[code]!;
  return counts.map((count, code) => (code === 0 || known === 0 ? 0 : count / known));
}

function regionClasses({ places }: Catalog): Pick<Background, 'regionOf' | 'regionNodes'> {
  const regionOf = new Uint16Array(places.size);
  const regionNodes = [0];
  for (let node = 1; node < places.size; node++) {
    if (places.levels[node] === 3) regionOf[node] = regionOf[places.parents[node]!]!;
    else {
      regionOf[node] = regionNodes.length;
      regionNodes.push(node);
    }
  }
  return { regionOf, regionNodes };
}

function hubs({ places }: Catalog, at: Float64Array): Float64Array {
  let sum = 0;
  let weight = 0;
  for (let node = 1; node < at.length; node++) {
    if (places.levels[node] !== 3) continue;
    sum += at[node]! * Math.log(at[node]! + CITY_FLOOR);
    weight += at[node]!;
  }
  const mean = weight > 0 ? sum / weight : 0;
  return at.map((share, node) => (places.levels[node] === 3 ? Math.log(share + CITY_FLOOR) - mean : 0));
}

function nodesByHub(hub: Float64Array, regionOf: Uint16Array, regions: number) {
  const hubStarts = new Uint32Array(regions + 1);
  for (const region of regionOf) hubStarts[region + 1]!++;
  for (let region = 0; region < regions; region++) hubStarts[region + 1]! += hubStarts[region]!;
  const next = hubStarts.slice();
  const byHub = new Uint32Array(regionOf.length);
  regionOf.forEach((region, node) => (byHub[next[region]!++] = node));
  for (let region = 0; region < regions; region++) {
    byHub.subarray(hubStarts[region], hubStarts[region + 1]).sort((a, b) => hub[b]! - hub[a]!);
  }
  return { hubStarts, byHub };
}
