import type { Pinia } from 'pinia';
import { ApiError } from '../api/errors';
import { defineDraftStore } from '../stores/draft';
import { definePortfolioStore } from '../stores/portfolio';
import { defineProfileStore } from '../stores/profile';
import { defineSavedViewStore } from '../stores/saved-view';
import { defineSearchStore } from '../stores/search';
import { defineSessionStore } from '../stores/session';
import { BOOKMARKS, FACETS, PROFILE, STARTUPS } from './samples';

/**
 * Registers the app's own stores, with an API that answers from samples instead of a backend. Components find them by
 * the usual names. Nothing is stored in the browser.
 */
export async function standInStores(pinia: Pinia): Promise<void> {
  const storage = memoryStorage();
  defineDraftStore(() => storage)(pinia);
  defineSavedViewStore(() => storage)(pinia);
  defineSearchStore({
    searchStartups: async () => ({ items: STARTUPS, total: STARTUPS.length, nextCursor: null, facets: FACETS }),
  })(pinia);
  const session = defineSessionStore({
    currentInvestor: async () => ({ investorId: PROFILE.investorId, email: PROFILE.email, isAdmin: false }),
    onSessionChange: async () => () => {},
    releaseInvestor: () => {},
    signOut: async () => {},
  })(pinia);
  const profiles = defineProfileStore({
    getProfile: async () => PROFILE,
    savePreferences: async (preferences) => ({ ...PROFILE, ...preferences }),
    resumeEmail: async () => PROFILE,
  })(pinia);
  const portfolio = definePortfolioStore({
    listBookmarks: async () => BOOKMARKS,
    getBookmark: async (startupId) => BOOKMARKS.find((bookmark) => bookmark.startupId === startupId) ?? null,
    saveBookmark: async () => {
      throw new ApiError('offline');
    },
    removeBookmark: async () => {
      throw new ApiError('offline');
    },
    subscribeToBookmarks: async () => () => {},
  })(pinia);
  await Promise.all([session.restore(), profiles.load(), portfolio.load()]);
}

function memoryStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}
