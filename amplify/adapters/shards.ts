/*
 * The partitions of sparse and large indexes. DynamoDB serves 1,000 writes and 3,000 reads a second from one partition, so
 * a row's partition is a hash of its id. A reader queries all partitions of an index.
 */

/** Eight partitions load the whole catalog in parallel. */
export const CATALOG_SHARDS = 8;
/** 16 x 1,000 writes a second cover 1,000,000 advances in the busiest hour. */
export const DUE_SHARDS = 16;
/** Every digest enters and leaves the index of open digests once. */
export const OPEN_SHARDS = 16;

export const catalogShard = (startupId: string) => String(fnv1a(startupId) % CATALOG_SHARDS);
export const dueShard = (investorId: string) => String(fnv1a(investorId) % DUE_SHARDS);
export const openShard = (investorId: string) => String(fnv1a(investorId) % OPEN_SHARDS);

/** FNV-1a, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
