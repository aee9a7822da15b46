import { fundingStageLabel, industryLabel, placeLabel, usdLabel } from '../../../amplify/domain/labels';
import type { SearchQuery } from '../../api/startups';
import { browseText } from '../../text/browse';

/** A filter of a search, and the search without it. */
export interface ActiveFilter {
  key: string;
  label: string;
  without: SearchQuery;
}

/** The filters of the search, in the order of the filter panel. The search text is one of them. */
export function activeFilters(query: SearchQuery): ActiveFilter[] {
  const filters: ActiveFilter[] = [];
  const add = (key: string, label: string, change: Partial<SearchQuery>) =>
    filters.push({ key, label, without: { ...query, ...change } });
  if (query.text) add('text', browseText.searchedFor(query.text), { text: '' });
  for (const industry of query.industries) {
    add(`industry ${industry}`, industryLabel(industry), { industries: drop(query.industries, industry) });
  }
  for (const stage of query.fundingStages) {
    add(`stage ${stage}`, fundingStageLabel(stage), { fundingStages: drop(query.fundingStages, stage) });
  }
  for (const place of query.locations) {
    add(`place ${place}`, placeLabel(place), { locations: drop(query.locations, place) });
  }
  if (query.minFunding !== null) add('min', browseText.from(usdLabel(query.minFunding)), { minFunding: null });
  if (query.maxFunding !== null) add('max', browseText.upTo(usdLabel(query.maxFunding)), { maxFunding: null });
  return filters;
}

/**
 * The criteria that the search uses, each with the search without all of its values: what to try when nothing is found.
 * Removing only one of two industries would narrow the search further.
 */
export function usedCriteria(query: SearchQuery): ActiveFilter[] {
  const criteria: ActiveFilter[] = [];
  const add = (key: string, label: string, change: Partial<SearchQuery>) =>
    criteria.push({ key, label, without: { ...query, ...change } });
  if (query.text) add('text', browseText.searchedFor(query.text), { text: '' });
  if (query.industries.length) {
    add('industries', query.industries.map(industryLabel).join(', '), { industries: [] });
  }
  if (query.fundingStages.length) {
    add('stages', query.fundingStages.map(fundingStageLabel).join(', '), { fundingStages: [] });
  }
  if (query.locations.length) add('places', query.locations.map(placeLabel).join(', '), { locations: [] });
  if (query.minFunding !== null || query.maxFunding !== null) {
    const bounds = [
      query.minFunding !== null ? browseText.from(usdLabel(query.minFunding)) : '',
      query.maxFunding !== null ? browseText.upTo(usdLabel(query.maxFunding)) : '',
    ];
    add('amount', bounds.filter(Boolean).join(', '), { minFunding: null, maxFunding: null });
  }
  return criteria;
}

function drop(values: readonly string[], value: string): string[] {
  return values.filter((other) => other !== value);
}
