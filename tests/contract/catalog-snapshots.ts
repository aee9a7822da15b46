import { describe, expect, it } from 'vitest';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import type { CatalogSnapshots } from '../../amplify/domain/ports';
import { catalogOfThree } from './startup-source';

const EARLIER = '2026-03-01T10:00:00.000Z';
const LATER = '2026-03-01T11:00:00.000Z';

/** Needs an empty store. Each test continues from the one before. */
export function catalogSnapshotsContract(create: () => CatalogSnapshots): void {
  describe('catalog snapshots', () => {
    let snapshots: CatalogSnapshots;
    const startupsRead = async () => {
      const { catalog, asOf } = (await snapshots.read())!;
      return { asOf, startups: Array.from({ length: catalog.rowCount }, (_, row) => catalog.at(row)) };
    };

    it('are absent at first', async () => {
      snapshots = create();
      expect(await snapshots.latest()).toBeNull();
      expect(await snapshots.read()).toBeNull();
    });

    it('return the published catalog, with unlisted startups', async () => {
      expect(await snapshots.publish(Catalog.from(catalogOfThree), EARLIER)).toBe(true);
      expect(await snapshots.latest()).toEqual({ asOf: EARLIER, startups: 3 });
      expect(await startupsRead()).toEqual({ asOf: EARLIER, startups: catalogOfThree });
    });

    it('return the newest, which may have fewer startups', async () => {
      expect(await snapshots.publish(Catalog.from(catalogOfThree.slice(1)), LATER)).toBe(true);
      expect(await snapshots.latest()).toEqual({ asOf: LATER, startups: 2 });
      expect(await startupsRead()).toEqual({ asOf: LATER, startups: catalogOfThree.slice(1) });
    });

    it('are not replaced by an older one that arrives late', async () => {
      expect(await snapshots.publish(Catalog.from(catalogOfThree), EARLIER)).toBe(false);
      expect(await startupsRead()).toEqual({ asOf: LATER, startups: catalogOfThree.slice(1) });
    });

    it('can hold a catalog without startups', async () => {
      expect(await snapshots.publish(Catalog.from([]), LATER)).toBe(true);
      expect(await startupsRead()).toEqual({ asOf: LATER, startups: [] });
    });
  });
}
