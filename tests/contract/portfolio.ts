import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bookmark } from '../../amplify/domain/bookmark';
import type { Portfolio } from '../../amplify/domain/ports';

export function portfolioContract(create: () => Portfolio): void {
  describe('portfolio', () => {
    const bookmark = (values: Partial<Bookmark> = {}): Bookmark => ({
      userId: 'ada',
      startupId: 'acme',
      startupName: 'Acme',
      status: 'saved',
      note: null,
      passReason: null,
      createdAt: '2026-03-01T00:00:00.000Z',
      updatedAt: '2026-03-01T00:00:00.000Z',
      ...values,
    });

    it('lists an investor’s own bookmarks', async () => {
      const portfolio = create();
      const [ada, bob] = [randomUUID(), randomUUID()];
      await portfolio.save(bookmark({ userId: ada }));
      await portfolio.save(bookmark({ userId: bob, startupId: 'brix' }));
      expect(await portfolio.list(ada)).toEqual([bookmark({ userId: ada })]);
      expect(await portfolio.list(randomUUID())).toEqual([]);
    });

    it('changes status and note of a bookmark and keeps createdAt', async () => {
      const portfolio = create();
      const userId = randomUUID();
      await portfolio.save(bookmark({ userId, note: 'call on Monday' }));
      const later = '2026-03-05T00:00:00.000Z';
      const saved = await portfolio.save(
        bookmark({ userId, status: 'passed', passReason: 'team', createdAt: later, updatedAt: later }),
      );
      expect(saved).toMatchObject({ status: 'passed', passReason: 'team', note: null, updatedAt: later });
      expect(saved.createdAt).toBe('2026-03-01T00:00:00.000Z');
      expect(await portfolio.list(userId)).toEqual([saved]);
    });

    it.each([
      [{ status: 'meeting' }, { status: 'meeting', note: 'call on Monday', passReason: 'team' }],
      [{ note: 'met Ann' }, { status: 'passed', note: 'met Ann', passReason: 'team' }],
      [{ note: null }, { status: 'passed', note: null, passReason: 'team' }],
      [{ passReason: null }, { status: 'passed', note: 'call on Monday', passReason: null }],
      [{}, { status: 'passed', note: 'call on Monday', passReason: 'team' }],
    ] as const)('keeps the fields that %j does not have', async (change, stored) => {
      const portfolio = create();
      const userId = randomUUID();
      const { status, note, passReason, ...bare } = bookmark({ userId });
      await portfolio.save({ ...bare, status: 'passed', note: 'call on Monday', passReason: 'team' });
      expect(await portfolio.save({ ...bare, ...change })).toEqual({ ...bare, ...stored });
      expect(await portfolio.list(userId)).toEqual([{ ...bare, ...stored }]);
      const fresh = { ...bare, startupId: 'brix' };
      expect(await portfolio.save(fresh)).toEqual({ ...fresh, status, note, passReason });
    });
  });
}
