import { describe, expect, it } from 'vitest';
import type { StartupSource } from '../../amplify/domain/ports';
import { sampleStartup } from '../fakes/samples';

export const catalogOfThree = [
  sampleStartup(),
  sampleStartup({ id: 'brix', name: 'Brix', industry: null, region: null, city: null, fundingAmount: null }),
  sampleStartup({ id: 'cato', name: '=Cato', tags: ['ai'], updatedAt: '2026-03-01T12:00:00.000Z', listed: false }),
];

/** Needs a source with `catalogOfThree`. */
export function startupSourceContract(create: () => StartupSource): void {
  describe('startup source', () => {
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);

    it('returns every startup, also unlisted ones, with null for unknown facts', async () => {
      expect((await create().loadAll()).sort(byId)).toEqual(catalogOfThree);
    });

    it('returns startups that changed at or after an instant', async () => {
      const source = create();
      expect(await source.changedSince('2026-03-01T12:00:00.000Z')).toEqual([catalogOfThree[2]]);
      expect(await source.changedSince('2026-03-01T12:00:00.001Z')).toEqual([]);
    });

    it('finds a startup by id', async () => {
      expect(await create().get('brix')).toEqual(catalogOfThree[1]);
      expect(await create().get('nobody')).toBeNull();
    });
  });
}
