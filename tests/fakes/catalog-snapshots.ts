import { decodeSnapshot, encodeSnapshot } from '../../amplify/domain/catalog/snapshot';
import type { CatalogSnapshots } from '../../amplify/domain/ports';

/** Stores the newest snapshot as its published bytes. */
export function createInMemorySnapshots(): CatalogSnapshots {
  let newest: { bytes: Uint8Array; asOf: string; startups: number } | null = null;
  return {
    latest: async () => newest && { asOf: newest.asOf, startups: newest.startups },
    read: async () => newest && { catalog: decodeSnapshot(newest.bytes), asOf: newest.asOf },
    async publish(catalog, asOf) {
      if (newest && newest.asOf > asOf) return false;
      newest = { bytes: encodeSnapshot(catalog), asOf, startups: catalog.rowCount };
      return true;
    },
  };
}
