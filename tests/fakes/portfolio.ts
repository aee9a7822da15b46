import type { Bookmark } from '../../amplify/domain/bookmark';
import type { Portfolio } from '../../amplify/domain/ports';

export function createInMemoryPortfolio(): Portfolio {
  const rows = new Map<string, Bookmark>();
  const id = (bookmark: Pick<Bookmark, 'userId' | 'startupId'>) => `${bookmark.userId} ${bookmark.startupId}`;
  return {
    list: async (userId) => [...rows.values()].filter((row) => row.userId === userId),
    async save(bookmark) {
      const known = rows.get(id(bookmark)) ?? { status: 'saved', note: null, passReason: null };
      const given = Object.entries(bookmark).filter(([, value]) => value !== undefined);
      const createdAt = rows.get(id(bookmark))?.createdAt ?? bookmark.createdAt;
      const saved = { ...known, ...Object.fromEntries(given), createdAt } as Bookmark;
      rows.set(id(bookmark), saved);
      return saved;
    },
  };
}
