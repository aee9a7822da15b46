import { defineLambda } from '../define-lambda';
import { needs as previewMatchesNeeds } from './preview-matches/needs';
import { needs as requestRecommendationsNeeds } from './request-recommendations/needs';
import { needs as resumeEmailNeeds } from './resume-email/needs';
import { needs as saveBookmarkNeeds } from './save-bookmark/needs';
import { needs as savePreferencesNeeds } from './save-preferences/needs';
import { needs as searchStartupsNeeds } from './search-startups/needs';
import { needs as unsubscribeNeeds } from './unsubscribe/needs';

/**
 * A catalog of 100,000 startups takes about 100 MB. Lambda gives CPU in proportion to memory: a cold load is faster.
 */
const CATALOG_MEMORY_MB = 1024;

export const searchStartups = defineLambda({
  name: 'search-startups',
  from: import.meta.url,
  entry: './search-startups/handler.ts',
  needs: searchStartupsNeeds,
  memoryMB: CATALOG_MEMORY_MB,
});

export const previewMatches = defineLambda({
  name: 'preview-matches',
  from: import.meta.url,
  entry: './preview-matches/handler.ts',
  needs: previewMatchesNeeds,
  memoryMB: CATALOG_MEMORY_MB,
});

export const savePreferences = defineLambda({
  name: 'save-preferences',
  from: import.meta.url,
  entry: './save-preferences/handler.ts',
  needs: savePreferencesNeeds,
});

export const requestRecommendations = defineLambda({
  name: 'request-recommendations',
  from: import.meta.url,
  entry: './request-recommendations/handler.ts',
  needs: requestRecommendationsNeeds,
});

export const resumeEmail = defineLambda({
  name: 'resume-email',
  from: import.meta.url,
  entry: './resume-email/handler.ts',
  needs: resumeEmailNeeds,
});

export const saveBookmark = defineLambda({
  name: 'save-bookmark',
  from: import.meta.url,
  entry: './save-bookmark/handler.ts',
  needs: saveBookmarkNeeds,
});

export const unsubscribe = defineLambda({
  name: 'unsubscribe',
  from: import.meta.url,
  entry: './unsubscribe/handler.ts',
  needs: unsubscribeNeeds,
});
