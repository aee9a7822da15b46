import type { Bookmark } from '../../amplify/domain/bookmark';
import type { Portfolio } from '../../amplify/domain/ports';

export function createInMemoryPortfolio(): Portfolio {
  const rows = new Map<string, Bookmark>();
  const id = (bookmark: Bookmark) => `${bookmark.userId} ${bookmark.startupId}`;
  return {
    list: async (userId) => [...rows.values()].filter((row) => row.userId === userId),
    async save(bookmark) {
      const saved = { ...bookmark, createdAt: rows.get(id(bookmark))?.createdAt ?? bookmark.createdAt };
      rows.set(id(bookmark), saved);
      return saved;
    },
  };
}
