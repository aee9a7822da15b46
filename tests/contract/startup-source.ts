import { describe, expect, it } from 'vitest';
import type { StartupSource } from '../../amplify/domain/ports';
import { sampleStartup } from '../fakes/samples';

export const catalogOfThree = [
  sampleStartup(),
  sampleStartup({ id: 'brix', name: 'Brix', industry: null, region: null, city: null, fundingAmount: null }),
  sampleStartup({ id: 'cato', name: '=Cato', tags: ['ai'], updatedAt: '2026-03-01T12:00:00.000Z', listed: false }),
];

/** Runs on a source that holds `catalogOfThree`. */
export function startupSourceContract(create: () => StartupSource): void {
  describe('startup source', () => {
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);

    it('gives every startup, the unlisted too, with unknowns as null', async () => {
      expect((await create().loadAll()).sort(byId)).toEqual(catalogOfThree);
    });

    it('gives what changed at or after an instant', async () => {
      const source = create();
      expect(await source.changedSince('2026-03-01T12:00:00.000Z')).toEqual([catalogOfThree[2]]);
      expect(await source.changedSince('2026-03-01T12:00:00.001Z')).toEqual([]);
    });

    it('finds one by id', async () => {
      expect(await create().get('brix')).toEqual(catalogOfThree[1]);
      expect(await create().get('nobody')).toBeNull();
    });
  });
}
