import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { UnreadableSnapshotError } from '../domain/catalog/snapshot-sections';
import { decodeSnapshot, encodeSnapshot, SNAPSHOT_FORMAT } from '../domain/catalog/snapshot';
import type { CatalogSnapshots } from '../domain/ports';
import { conditional, transient } from './dynamodb';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** An item may have 400 KB, including its key and attribute names. */
const CHUNK_BYTES = 350 * 1024;
/** Each piece is compressed on its own, so that pieces are decompressed in parallel, and while others still load. */
const PIECE_BYTES = 1024 * 1024;
/** Measured in docs/decisions/0015-catalog-carrier.md. */
const QUALITY = 6;
/** Time to live deletes without cost. A delete request costs as much as a write. */
const KEPT_FOR_S = 3 * 24 * 3600;
const MANIFEST = 'manifest';

const manifestItem = z.object({
  format: z.string(),
  version: z.string(),
  chunks: z.int().min(1).max(10_000),
  /** Size of all pieces before compression. */
  bytes: z
    .int()
    .min(1)
    .max(10_000 * PIECE_BYTES),
  startups: z.int().min(0),
  asOf: z.iso.datetime(),
});
type Manifest = z.infer<typeof manifestItem>;

/**
 * The published catalog as compressed chunks in a table of its own: one item `manifest`, and one item for each chunk of
 * a version. Chunks are never overwritten and the manifest is written last, so a reader gets either the new snapshot or
 * the previous one, complete.
 */
export function createCatalogSnapshots(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
}): CatalogSnapshots {
  const { client, tableName: TableName } = options;

  async function get(id: string, ConsistentRead = false): Promise<Record<string, unknown> | undefined> {
    const { Item } = await transient(client.send(new GetCommand({ TableName, Key: { id }, ConsistentRead })));
    return Item;
  }

  async function readManifest(): Promise<Manifest | null> {
    const item = await get(MANIFEST);
    if (!item) return null;
    const parsed = manifestItem.safeParse(item);
    if (!parsed.success) throw unreadable(`its manifest is invalid (${parsed.error.issues[0]!.message})`);
    if (parsed.data.format !== SNAPSHOT_FORMAT) throw unreadable('it was published by another version of this code');
    return parsed.data;
  }

  async function readPiece({ version }: Manifest, at: number): Promise<Uint8Array> {
    const id = chunkId(version, at);
    // A chunk written a moment ago may be missing on a replica, so the second read is strongly consistent.
    const item = (await get(id)) ?? (await get(id, true));
    if (!(item?.bytes instanceof Uint8Array)) throw unreadable(`chunk ${at} of ${version} is missing`);
    try {
      // One buffer for the whole piece. The default of 16 KB would take a turn of the event loop for each slice.
      return await decompress(item.bytes, { chunkSize: PIECE_BYTES, maxOutputLength: PIECE_BYTES });
    } catch (cause) {
      throw unreadable(`chunk ${at} of ${version} cannot be decompressed`, cause);
    }
  }

  return {
    async latest() {
      try {
        const manifest = await readManifest();
        return manifest && { asOf: manifest.asOf, startups: manifest.startups };
      } catch (error) {
        if (error instanceof UnreadableSnapshotError) return null;
        throw error;
      }
    },
    async read() {
      const manifest = await readManifest();
      if (!manifest) return null;
      const pieces = await Promise.all(Array.from({ length: manifest.chunks }, (_, at) => readPiece(manifest, at)));
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      if (length !== manifest.bytes) throw unreadable(`it has ${length} bytes of ${manifest.bytes}`);
      return { catalog: decodeSnapshot(Buffer.concat(pieces, length)), asOf: manifest.asOf };
    },
    async publish(catalog, asOf) {
      const bytes = encodeSnapshot(catalog);
      const version = randomUUID();
      const expiresAt = Math.floor(Date.parse(asOf) / 1000) + KEPT_FOR_S;
      let chunks = 0;
      for await (const chunk of compressedPieces(bytes)) {
        const Item = { id: chunkId(version, chunks++), bytes: chunk, expiresAt };
        await transient(client.send(new PutCommand({ TableName, Item })));
      }
      const manifest: Manifest = {
        format: SNAPSHOT_FORMAT,
        version,
        chunks,
        bytes: bytes.length,
        startups: catalog.rowCount,
        asOf,
      };
      return conditional(
        client.send(
          new PutCommand({
            TableName,
            Item: { id: MANIFEST, ...manifest, expiresAt },
            ConditionExpression: 'attribute_not_exists(id) OR asOf <= :asOf',
            ExpressionAttributeValues: { ':asOf': asOf },
          }),
        ),
      );
    },
  };
}

const chunkId = (version: string, at: number) => `${version}#${at}`;

async function* compressedPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0, size = PIECE_BYTES; from < bytes.length;) {
    const piece = await compress(bytes.subarray(from, from + size), {
      params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: size },
    });
    if (piece.length > CHUNK_BYTES) {
      size = Math.floor(size / 2);
      continue;
    }
    yield piece;
    from += size;
    size = PIECE_BYTES;
  }
}

function unreadable(problem: string, cause?: unknown): UnreadableSnapshotError {
  return new UnreadableSnapshotError(`The snapshot of the catalog cannot be used: ${problem}.`, { cause });
}
