import { describe, expect, test } from 'vitest';
import type { MatchReason, NearMiss } from '../digest/match';
import { nearMissText, reasonText } from './reason-text';

const reason = (fields: Partial<MatchReason>): MatchReason => ({
  criterion: 'industry',
  verdict: 'match',
  value: null,
  share: null,
  points: 10,
  ...fields,
});

describe('reasonText', () => {
  test.each<[Partial<MatchReason>, string]>([
    [{ value: 'biotech' }, 'Biotech, one of your industries'],
    [{ value: 'biotech', share: 0.42 }, 'Biotech, one of your industries and 42% of your portfolio'],
    [{ value: 'biotech', verdict: 'learned', share: 0.42 }, 'Biotech, 42% of your portfolio'],
    [{ value: 'web', verdict: 'miss', share: 0.01 }, 'Web, not one of your industries'],
    [{ verdict: 'unknown' }, 'Industry unknown'],
    [{ criterion: 'stage', value: 'series-a' }, 'Series A, a stage you look for'],
    [{ criterion: 'stage', value: 'series-b', verdict: 'near' }, 'Series B, next to a stage you look for'],
    [
      { criterion: 'location', value: 'US/CA/San Francisco', asked: 'US/CA' },
      'San Francisco, CA, in California, one of your locations',
    ],
    [{ criterion: 'location', value: 'US/CA', asked: 'US/CA' }, 'California, one of your locations'],
    [{ criterion: 'location', verdict: 'unknown' }, 'Location unknown'],
    [{ criterion: 'amount', value: '2500000' }, 'USD 2.5M, within your ticket size'],
    [{ criterion: 'amount', verdict: 'unknown' }, 'Amount unknown'],
    [{ criterion: 'recency', value: '2012-03-01', verdict: 'any' }, 'Round of March 1, 2012'],
  ])('%j', (fields, words) => expect(reasonText(reason(fields))).toBe(words));
});

describe('nearMissText', () => {
  test.each<[NearMiss, string]>([
    [{ criterion: 'location', change: 'add', value: 'DE', gain: 3 }, 'Also accept Germany: +3 matches'],
    [
      { criterion: 'amount', change: 'raiseMaximum', value: '2000000', gain: 5 },
      'Raise the maximum to USD 2M: +5 matches',
    ],
    [
      { criterion: 'amount', change: 'lowerMinimum', value: '250000', gain: 1 },
      'Lower the minimum to USD 250K: +1 match',
    ],
    [{ criterion: 'industry', change: 'drop', value: null, gain: 12 }, 'Make industry a nice-to-have: +12 matches'],
  ])('%j', (miss, words) => expect(nearMissText(miss)).toBe(words));
});
