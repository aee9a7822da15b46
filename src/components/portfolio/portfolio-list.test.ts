import { describe, expect, it } from 'vitest';
import type { Bookmark, BookmarkStatus } from '../../../amplify/domain/bookmark';
import { portfolioList, type PortfolioSort } from './portfolio-list';

function bookmark(startupName: string, status: BookmarkStatus, created: number, updated: number, note = ''): Bookmark {
  return {
    userId: 'me',
    startupId: startupName,
    startupName,
    status,
    note,
    passReason: null,
    createdAt: new Date(Date.UTC(2026, 0, created)).toISOString(),
    updatedAt: new Date(Date.UTC(2026, 0, updated)).toISOString(),
  };
}
const BOOKMARKS = [
  bookmark('Brix', 'saved', 1, 9),
  bookmark('Ácme', 'invested', 2, 3, 'met Zoë'),
  bookmark('Corda', 'meeting', 3, 4),
];
const ANY = { status: '', text: '', sort: 'newest' } as const;
const names = (list: Bookmark[]) => list.map(({ startupName }) => startupName);

describe('portfolioList', () => {
  it.each<[PortfolioSort, string[]]>([
    ['newest', ['Corda', 'Ácme', 'Brix']],
    ['changed', ['Brix', 'Corda', 'Ácme']],
    ['name', ['Ácme', 'Brix', 'Corda']],
    ['status', ['Ácme', 'Corda', 'Brix']],
  ])('sorts by %s', (sort, expected) => {
    expect(names(portfolioList(BOOKMARKS, { ...ANY, sort }))).toEqual(expected);
  });

  it('filters by status', () => {
    expect(names(portfolioList(BOOKMARKS, { ...ANY, status: 'meeting' }))).toEqual(['Corda']);
  });

  it.each(['acme', 'ZOE', ' ácm '])('finds %j in names and notes, ignoring case and accents', (text) => {
    expect(names(portfolioList(BOOKMARKS, { ...ANY, text }))).toEqual(['Ácme']);
  });
});
