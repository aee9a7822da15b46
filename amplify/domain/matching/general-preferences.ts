import { type Catalog, STAGE_COUNT, stageOf } from '../catalog/catalog';
import type { FeatureWeights } from './weights';

interface GeneralPreferences {
  industry: Float64Array;
  stage: Float64Array;
}

const cache = new WeakMap<FeatureWeights, WeakMap<Catalog, GeneralPreferences>>();

/** The general preference for each industry and stage, by the catalog's codes. */
export function generalPreferences(weights: FeatureWeights, catalog: Catalog): GeneralPreferences {
  let byCatalog = cache.get(weights);
  if (!byCatalog) cache.set(weights, (byCatalog = new WeakMap()));
  let found = byCatalog.get(catalog);
  // Codes are only added, so an equal size means equal codes.
  if (found?.industry.length !== catalog.industries.size) {
    found = {
      industry: Float64Array.from({ length: catalog.industries.size }, (_, code) =>
        code === 0 ? 0 : (weights.industry[catalog.industries.value(code)!] ?? 0),
      ),
      stage: Float64Array.from({ length: STAGE_COUNT }, (_, code) => weights.stage[stageOf(code) ?? ''] ?? 0),
    };
    byCatalog.set(catalog, found);
  }
  return found;
}
