import { defineLambda } from '../define-lambda';

/** The catalog of 100,000 startups takes some 100 MB; CPU grows with memory, and so does a cold load. */
const CATALOG_MEMORY_MB = 1024;

export const searchStartups = defineLambda({
  name: 'search-startups',
  from: import.meta.url,
  entry: './search-startups/handler.ts',
  memoryMB: CATALOG_MEMORY_MB,
});

export const previewMatches = defineLambda({
  name: 'preview-matches',
  from: import.meta.url,
  entry: './preview-matches/handler.ts',
  memoryMB: CATALOG_MEMORY_MB,
});

export const savePreferences = defineLambda({
  name: 'save-preferences',
  from: import.meta.url,
  entry: './save-preferences/handler.ts',
});

export const requestRecommendations = defineLambda({
  name: 'request-recommendations',
  from: import.meta.url,
  entry: './request-recommendations/handler.ts',
});

export const resumeEmail = defineLambda({
  name: 'resume-email',
  from: import.meta.url,
  entry: './resume-email/handler.ts',
});

export const saveBookmark = defineLambda({
  name: 'save-bookmark',
  from: import.meta.url,
  entry: './save-bookmark/handler.ts',
});

export const unsubscribe = defineLambda({
  name: 'unsubscribe',
  from: import.meta.url,
  entry: './unsubscribe/handler.ts',
});
