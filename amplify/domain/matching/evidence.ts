import type { BookmarkStatus, PassReason } from '../bookmark';
import { amountBucket, AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { type Catalog, DAY_MS, STAGE_COUNT, stageCode } from '../catalog/catalog';
import { parentOf, pathOf } from '../place-path';
import type { Background } from './background';
import type { MatchHistory, PortfolioEntry, RoundFacts } from './history';

/** The weight of an action halves every three years. Chosen by cross-validation. */
const HALF_LIFE_DAYS = 3 * 365.25;

/**
 * The weight of an action by its status, relative to an investment. The weights of the formula were fitted on
 * investments.
 */
const STATUS_EVIDENCE: Record<Exclude<BookmarkStatus, 'passed'>, number> = {
  saved: 0.4,
  contacted: 0.5,
  meeting: 0.6,
  dueDiligence: 0.8,
  invested: 1,
};

/** A portfolio entry in the catalog's codes. A value that is unknown or not in the catalog is 0 or -1. */
export interface Acted {
  weight: number;
  industry: number;
  stage: number;
  region: number;
  /** Node of the city; -1 if unknown. */
  city: number;
  bucket: number;
}

/** The investor's actions, weighted by status and age. The arrays are sums by code. */
export interface Evidence {
  /** Sum of the weights, which approximates the number of recent investments. */
  total: number;
  acted: Acted[];
  passed: (Acted & { reason: PassReason | null })[];
  industry: Float64Array;
  stage: Float64Array;
  region: Float64Array;
  bucket: Float64Array;
}

export function gatherEvidence(history: MatchHistory, catalog: Catalog, background: Background, now: Date): Evidence {
  const evidence: Evidence = {
    total: 0,
    acted: [],
    passed: [],
    industry: new Float64Array(catalog.industries.size),
    stage: new Float64Array(STAGE_COUNT),
    region: new Float64Array(background.region.length),
    bucket: new Float64Array(AMOUNT_BUCKETS),
  };
  for (const entry of history.portfolio) {
    const age = (now.getTime() - Date.parse(entry.at)) / DAY_MS;
    const decay = Number.isFinite(age) ? 0.5 ** (Math.max(0, age) / HALF_LIFE_DAYS) : 0;
    const weight = entry.status === 'passed' ? decay : decay * STATUS_EVIDENCE[entry.status];
    const acted = weight === 0 ? null : encode(entry, catalog, background, weight);
    if (acted === null) continue;
    if (entry.status === 'passed') {
      evidence.passed.push({ ...acted, reason: entry.passReason });
      continue;
    }
    evidence.acted.push(acted);
    evidence.total += weight;
    if (acted.industry > 0) evidence.industry[acted.industry]! += weight;
    if (acted.stage > 0) evidence.stage[acted.stage]! += weight;
    if (acted.region > 0) evidence.region[acted.region]! += weight;
    evidence.bucket[acted.bucket]! += weight;
  }
  return evidence;
}

/**
 * Uses the catalog's columns if the entry has no facts of its own or the catalog's current ones. Null if the startup is
 * not in the catalog and the entry has no facts.
 */
function encode(
  { startupId, facts }: PortfolioEntry,
  catalog: Catalog,
  background: Background,
  weight: number,
): Acted | null {
  const row = catalog.rowOf(startupId);
  if (row !== undefined && (facts === undefined || facts === catalog.at(row))) {
    return encodeRow(row, catalog, background, weight);
  }
  return facts ? encodeFacts(facts, catalog, background, weight) : null;
}

function encodeRow(row: number, { columns, places }: Catalog, { regionOf }: Background, weight: number): Acted {
  const node = columns.place[row]!;
  return {
    weight,
    industry: columns.industry[row]!,
    stage: columns.stage[row]!,
    region: regionOf[node]!,
    city: places.levels[node] === 3 ? node : -1,
    bucket: columns.amountBucket[row]!,
  };
}

function encodeFacts(facts: RoundFacts, catalog: Catalog, { regionOf }: Background, weight: number): Acted {
  const path = pathOf(facts);
  const node = path === null ? -1 : (nearestNode(catalog, path) ?? -1);
  return {
    weight,
    industry: facts.industry === null ? -1 : (catalog.industries.code(facts.industry) ?? -1),
    stage: facts.fundingStage === null ? -1 : stageCode(facts.fundingStage),
    region: node < 0 ? -1 : regionOf[node]!,
    city: node >= 0 && catalog.places.levels[node] === 3 ? node : -1,
    bucket: facts.fundingAmount === null ? 0 : amountBucket(facts.fundingAmount),
  };
}

/** The deepest node on the path that is in the catalog. A city that is not in the catalog counts as its region. */
function nearestNode({ places }: Catalog, path: string): number | undefined {
  for (let at: string | null = path; at !== null; at = parentOf(at)) {
    const node = places.node(at);
    if (node !== undefined) return node;
  }
  return undefined;
}
