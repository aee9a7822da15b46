import { AMOUNT_BUCKETS } from '../catalog/amount-bucket';
import { STAGE_COUNT } from '../catalog/catalog';
import type { Background } from './background';
import type { Evidence } from './evidence';

/**
 * The log odds that a first dismissal subtracts from the dismissed value. Not fitted, because the tuning data has no
 * dismissals. Less than half of the weight of a chosen industry.
 */
const DISMISSAL = 0.5;
/** A dismissed amount also lowers the buckets within a factor of 1.6. */
const BUCKETS_AROUND = 2;

export interface Dismissals {
  industry: Float64Array;
  stage: Float64Array;
  region: Float64Array;
  bucket: Float64Array;
}

/** The log odds to subtract for dismissals, by code. Smaller for values that the investor also acted on. */
export function dismissals(evidence: Evidence, background: Background): Dismissals {
  const less: Dismissals = {
    industry: new Float64Array(background.industry.length),
    stage: new Float64Array(STAGE_COUNT),
    region: new Float64Array(background.region.length),
    bucket: new Float64Array(AMOUNT_BUCKETS),
  };
  for (const { reason, weight, industry, stage, region, bucket } of evidence.passed) {
    if (reason === 'industry' && industry > 0) less.industry[industry]! += weight;
    if (reason === 'stage' && stage > 0) less.stage[stage]! += weight;
    if (reason === 'location' && region > 0) less.region[region]! += weight;
    if (reason === 'amount' && bucket > 0) {
      const last = Math.min(AMOUNT_BUCKETS - 1, bucket + BUCKETS_AROUND);
      for (let near = Math.max(1, bucket - BUCKETS_AROUND); near <= last; near++) less.bucket[near]! += weight;
    }
  }
  for (const name of ['industry', 'stage', 'region', 'bucket'] as const) {
    const acted = evidence[name];
    less[name].forEach((count, code) => {
      if (count > 0) less[name][code] = DISMISSAL * Math.log2(1 + count / (1 + acted[code]!));
    });
  }
  return less;
}
