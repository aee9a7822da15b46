import { brotliCompressSync, brotliDecompressSync, constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { fromStartupRow, toStartupRow } from '../../amplify/adapters/dynamodb-startups';
import { Catalog } from '../../amplify/domain/catalog/catalog';
import { SEARCH_SORTS, searchInput } from '../../amplify/domain/catalog/search-input';
import { search } from '../../amplify/domain/catalog/search';
import { applyChangesInSteps } from '../../amplify/domain/catalog/apply-changes';
import { decodeSnapshot, encodeSnapshot } from '../../amplify/domain/catalog/snapshot';
import { NO_HISTORY } from '../../amplify/domain/matching/history';
import { rank } from '../../amplify/domain/matching/rank';
import type { Startup } from '../../amplify/domain/startup';
import { measureCarrier } from './carrier/measure-carrier';
import { sampleInvestors, sampleStartups } from './sample-startups';
import { memoryInUse, milliseconds, quantile } from './timing';

const COUNT = 100_000;
/** Bytes of output per step of a decompression, as in the adapter. */
const CHUNK = 1 << 20;
const NOW = new Date('2026-11-22T08:00:00Z');

/**
 * The cost of a catalog: built from rows, changed while warm, and loaded by a cold function from the published snapshot
 * and from the table.
 */
export async function run() {
  const startups = measureBuild();
  measureChanges(startups);
  measureImport(startups);
  measureSnapshot(startups);
  return { startups: COUNT, ...(await measureCarrier(startups)) };
}

function measureBuild(): Startup[] {
  const rows = JSON.stringify(sampleStartups(COUNT).map((startup) => toStartupRow(startup, startup.updatedAt)));
  const [parsed, parsing] = took(() => JSON.parse(rows) as Record<string, unknown>[]);
  console.log(
    `${COUNT.toLocaleString('en')} startups, ${(rows.length / 1e6).toFixed(0)} MB of JSON, parsed in ${milliseconds(parsing)}`,
  );
  const [startups, checking] = took(() => parsed.map((row) => fromStartupRow(row)!));
  const before = memoryInUse();
  const [catalog, building] = took(() => Catalog.from(startups));
  const memory = memoryInUse() - before;
  console.log(
    `cold: rows read with the schema in ${milliseconds(checking)}, catalog built in ${milliseconds(building)}` +
      ('gc' in globalThis ? `, ${memory.toFixed(0)} MB beside the startups` : ''),
  );
  const builds = Array.from({ length: 7 }, () => took(() => Catalog.from(startups))[1]);
  console.log(`warm: built again in ${milliseconds(quantile(builds, 0.5))} (median of ${builds.length})`);
  const [investor] = sampleInvestors(startups);
  const [, ranking] = took(() => rank(investor!.profile, catalog, NO_HISTORY, NOW));
  const [, text] = took(() => search(catalog, searchInput.parse({ text: 'warm' })));
  const sorts = SEARCH_SORTS.filter((sort) => sort !== 'relevance').map(
    (sort) => `${sort} ${milliseconds(took(() => search(catalog, searchInput.parse({ sort })))[1])}`,
  );
  console.log(
    `first ranking ${milliseconds(ranking)}, first text search ${milliseconds(text)}, first by ${sorts.join(', ')}`,
  );
  return startups;
}

function measureChanges(startups: readonly Startup[]): void {
  const catalog = Catalog.from([...startups]);
  const [investor] = sampleInvestors(startups);
  const steps: Record<string, () => void> = {
    ranking: () => rank(investor!.profile, catalog, NO_HISTORY, NOW),
    'text search': () => search(catalog, searchInput.parse({ text: 'warm' })),
    'search by name': () => search(catalog, searchInput.parse({ sort: 'name' })),
  };
  for (const step of Object.values(steps)) step();
  const times = new Map(Object.keys(steps).map((name) => [name, [] as number[]]));
  for (let at = 0; at < 10; at++) {
    const some = startups.slice(at * 100, at * 100 + 100);
    catalog.applyChanges(some.map((startup) => ({ ...startup, name: `${startup.name} ${at}` })));
    for (const [name, step] of Object.entries(steps)) times.get(name)!.push(took(step)[1]);
  }
  const medians = [...times].map(([name, values]) => `${name} ${milliseconds(quantile(values, 0.5))}`);
  console.log(`after 100 changes, the next: ${medians.join(', ')} (medians of 10)`);
}

/** How long searches wait while a large import is applied to a second catalog, and just after. */
function measureImport(startups: readonly Startup[]): void {
  const catalog = Catalog.from([...startups]);
  const searches = [{ text: 'warm' }, { sort: 'name' as const }, { sort: 'newest' as const }];
  const searchAll = (of: Catalog) => searches.map((input) => took(() => search(of, searchInput.parse(input)))[1]);
  searchAll(catalog);
  const changes = startups.slice(0, 42_000).map((startup) => ({ ...startup, name: `${startup.name} again` }));
  const steps = applyChangesInSteps(catalog, changes);
  const times: number[] = [];
  const during: number[] = [];
  for (;;) {
    const [{ done, value }, time] = took(() => steps.next());
    times.push(time);
    if (!done) {
      if (times.length % 20 === 0) during.push(...searchAll(catalog));
      continue;
    }
    const sum = times.reduce((total, one) => total + one, 0);
    console.log(
      `${changes.length.toLocaleString('en')} changes applied to a second catalog in ${milliseconds(sum)}, ${times.length} steps, the ` +
        `longest ${milliseconds(quantile(times, 1))}; searches meanwhile ${milliseconds(quantile(during, 1))} at most, ` +
        `first ones after ${searchAll(value as Catalog)
          .map(milliseconds)
          .join(', ')}`,
    );
    return;
  }
}

/** Size of the snapshot, and the time to make and read it without the network. */
function measureSnapshot(startups: readonly Startup[]): void {
  const catalog = Catalog.from([...startups]);
  const [bytes, encoding] = took(() => encodeSnapshot(catalog));
  const decoding = Array.from({ length: 7 }, () => took(() => decodeSnapshot(bytes))[1]);
  console.log(
    `snapshot: ${megabytes(bytes)}, encoded in ${milliseconds(encoding)}, ` +
      `decoded in ${milliseconds(quantile(decoding, 0.5))} (median of ${decoding.length})`,
  );
  const brotli = (quality: number) => (data: Uint8Array) =>
    brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  const ways: [string, (data: Uint8Array) => Buffer, (data: Uint8Array) => Buffer][] = [
    ['deflate 6', (data) => deflateRawSync(data, { level: 6 }), (data) => inflateRawSync(data, { chunkSize: CHUNK })],
    ...[1, 4, 6, 9].map((quality): (typeof ways)[number] => [
      `brotli ${quality}`,
      brotli(quality),
      (data) => brotliDecompressSync(data, { chunkSize: CHUNK }),
    ]),
  ];
  for (const [name, compress, decompress] of ways) {
    const [compressed, compressing] = took(() => compress(bytes));
    const decompressing = Array.from({ length: 5 }, () => took(() => decompress(compressed))[1]);
    console.log(
      `snapshot, ${name}: ${megabytes(compressed)}, made in ${milliseconds(compressing)}, ` +
        `read in ${milliseconds(quantile(decompressing, 0.5))} (median of ${decompressing.length})`,
    );
  }
}

function megabytes(data: Uint8Array): string {
  return `${(data.length / 1e6).toFixed(2)} MB`;
}

function took<T>(action: () => T): [result: T, elapsed: number] {
  const start = performance.now();
  const result = action();
  return [result, performance.now() - start];
}
