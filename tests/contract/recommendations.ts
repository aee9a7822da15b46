import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Recommendations } from '../../amplify/domain/ports';
import { sampleMatch } from '../fakes/samples';

export function recommendationsContract(create: () => Recommendations): void {
  describe('recommendations', () => {
    it('record the startups that an investor was sent, with digest and round', async () => {
      const recommendations = create();
      const investorId = randomUUID();
      await recommendations.reserve(investorId, 'daily#2026-03-29', '2026-03-29T06:00:00.000Z', [
        sampleMatch(),
        sampleMatch({ startupId: 'brix', round: 'seed||2026-01-01T00:00:00.000Z' }),
      ]);
      const list = await recommendations.list(investorId);
      expect(list.sort((a, b) => a.startupId.localeCompare(b.startupId))).toEqual([
        {
          startupId: 'acme',
          sentAt: '2026-03-29T06:00:00.000Z',
          digestKey: 'daily#2026-03-29',
          round: sampleMatch().round,
        },
        {
          startupId: 'brix',
          sentAt: '2026-03-29T06:00:00.000Z',
          digestKey: 'daily#2026-03-29',
          round: 'seed||2026-01-01T00:00:00.000Z',
        },
      ]);
      expect(await recommendations.list(randomUUID())).toEqual([]);
    });

    const AT = '2026-03-01T06:00:00.000Z';
    const idsOf = (matches: { startupId: string }[]) => matches.map(({ startupId }) => startupId);

    it('keep one entry per startup, for the round that was sent last', async () => {
      const recommendations = create();
      const investorId = randomUUID();
      await recommendations.reserve(investorId, 'a', AT, [sampleMatch({ round: 'first' })]);
      await recommendations.reserve(investorId, 'b', AT, [sampleMatch({ round: 'second', changed: 'series-b' })]);
      expect(await recommendations.list(investorId)).toMatchObject([{ digestKey: 'b', round: 'second' }]);
    });

    it('are reserved by one of many concurrent digests, idempotently', async () => {
      const recommendations = create();
      const investorId = randomUUID();
      const matches = [sampleMatch(), sampleMatch({ startupId: 'brix' })];
      const keys = Array.from({ length: 8 }, (_, i) => `instant#${i}`);
      const taken = await Promise.all(keys.map((key) => recommendations.reserve(investorId, key, AT, matches)));
      expect(taken.flatMap(idsOf).sort()).toEqual(['acme', 'brix']);
      const winner = taken.findIndex((some) => some.length > 0);
      expect(await recommendations.reserve(investorId, keys[winner]!, AT, matches)).toEqual(taken[winner]);
      expect(await recommendations.reserve(randomUUID(), 'daily#2026-03-01', AT, matches)).toEqual(matches);
    });

    it('can be reserved again for a new round, once', async () => {
      const recommendations = create();
      const investorId = randomUUID();
      const news = sampleMatch({ round: 'second', changed: 'series-b' });
      await recommendations.reserve(investorId, 'a', AT, [sampleMatch({ round: 'first' })]);
      expect(await recommendations.reserve(investorId, 'b', AT, [sampleMatch({ round: 'second' })])).toEqual([]);
      expect(await recommendations.reserve(investorId, 'b', AT, [news])).toEqual([news]);
      expect(await recommendations.reserve(investorId, 'c', AT, [news])).toEqual([]);
    });

    it('are released only when the digest that reserved them was not sent', async () => {
      const recommendations = create();
      const investorId = randomUUID();
      const matches = [sampleMatch()];
      await recommendations.reserve(investorId, 'a', AT, matches);
      await recommendations.giveBack(investorId, 'b', matches);
      expect(await recommendations.reserve(investorId, 'b', AT, matches)).toEqual([]);
      await recommendations.giveBack(investorId, 'a', matches);
      await recommendations.giveBack(investorId, 'a', matches);
      expect(await recommendations.list(investorId)).toEqual([]);
      expect(await recommendations.reserve(investorId, 'b', AT, matches)).toEqual(matches);
    });
  });
}
