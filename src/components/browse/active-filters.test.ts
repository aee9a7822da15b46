import { describe, expect, it } from 'vitest';
import { activeFilters, usedCriteria } from './active-filters';
import { EMPTY_QUERY } from '../../api/startups';

const QUERY = {
  ...EMPTY_QUERY,
  text: 'solar',
  industries: ['cleantech', 'web'],
  fundingStages: ['seed'],
  locations: ['US/CA'],
  minFunding: 500_000,
  maxFunding: 2_000_000,
};

describe('activeFilters', () => {
  it('labels every filter, and returns the search without it', () => {
    expect(activeFilters(QUERY).map(({ label }) => label)).toEqual([
      '“solar”',
      'Clean technology',
      'Web',
      'Seed',
      'California',
      'From USD 500K',
      'Up to USD 2M',
    ]);
    expect(activeFilters(QUERY)[1]!.without).toEqual({ ...QUERY, industries: ['web'] });
  });

  it('is empty without filters', () => {
    expect(activeFilters(EMPTY_QUERY)).toEqual([]);
  });
});

describe('usedCriteria', () => {
  it('removes all values of one criterion at a time, because removing one of several would narrow the search', () => {
    const found = usedCriteria(QUERY);
    expect(found.map(({ key }) => key)).toEqual(['text', 'industries', 'stages', 'places', 'amount']);
    expect(found[1]!.without.industries).toEqual([]);
    expect(found[4]!.without).toEqual({ ...QUERY, minFunding: null, maxFunding: null });
  });
});
