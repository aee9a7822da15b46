import { fromStartupRow, toStartupRow } from '../amplify/adapters/dynamodb-startups';
import type { Startup } from '../amplify/domain/startup';
import type { Candidate } from './assemble';
import type { StartupTable, TableRow } from './startup-table';

export interface UpsertCounts {
  added: number;
  updated: number;
  unchanged: number;
}

/** Limits of BatchGetItem and BatchWriteItem. */
const GET = 100;
const PUT = 25;
const SIDE_BY_SIDE = 8;

/**
 * Writes the candidates that differ from the table, so that a second run writes nothing. `updatedAt` is set immediately
 * before the write: a reader that queries changes since its last read then misses none.
 */
export async function upsert(
  candidates: readonly Candidate[],
  table: StartupTable,
  { dryRun, now, onProgress }: { dryRun: boolean; now: () => Date; onProgress: (done: number) => void },
): Promise<UpsertCounts> {
  const counts: UpsertCounts = { added: 0, updated: 0, unchanged: 0 };
  const claims = claimsOf(candidates);
  let next = 0;
  let done = 0;

  async function work(): Promise<void> {
    while (next < candidates.length) {
      const asked = candidates.slice(next, (next += GET));
      const stored = await storedOf(asked, table);
      const chunk = asked.map((candidate) => underStoredId(candidate, stored, claims));
      const changed = chunk.filter((candidate) => {
        const change = changeOf(candidate, stored.get(candidate.startup.id));
        counts[change]++;
        return change !== 'unchanged';
      });
      done += chunk.length - changed.length;
      for (let from = 0; from < changed.length; from += PUT) {
        const batch = changed.slice(from, from + PUT);
        const at = now().toISOString();
        if (!dryRun) await table.put(batch.map((candidate) => rowOf(candidate, stored.get(candidate.startup.id), at)));
        done += batch.length;
        onProgress(done);
      }
      onProgress(done);
    }
  }

  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return counts;
}

/** The number of candidates for which each id is a possible stored id. */
function claimsOf(candidates: readonly Candidate[]): Map<string, number> {
  const claims = new Map<string, number>();
  for (const { startup, formerIds } of candidates) {
    for (const id of new Set([startup.id, ...formerIds])) claims.set(id, (claims.get(id) ?? 0) + 1);
  }
  return claims;
}

async function storedOf(candidates: readonly Candidate[], table: StartupTable): Promise<Map<string, TableRow>> {
  const ids = [...new Set(candidates.flatMap(({ startup, formerIds }) => [startup.id, ...formerIds]))];
  const found = new Map<string, TableRow>();
  for (let from = 0; from < ids.length; from += GET) {
    for (const [id, row] of await table.get(ids.slice(from, from + GET))) found.set(id, row);
  }
  return found;
}

/** A startup that is stored under a former id keeps it, because bookmarks refer to it. Two startups never share an id. */
function underStoredId(
  candidate: Candidate,
  stored: ReadonlyMap<string, TableRow>,
  claims: ReadonlyMap<string, number>,
): Candidate {
  const { startup, formerIds } = candidate;
  if (stored.has(startup.id)) return candidate;
  const id = formerIds.find((former) => stored.has(former) && claims.get(former) === 1);
  return id === undefined ? candidate : { ...candidate, startup: { ...startup, id } };
}

function changeOf(candidate: Candidate, stored: TableRow | undefined): keyof UpsertCounts {
  if (!stored) return 'added';
  const before = fromStartupRow(stored);
  if (!before) return 'updated';
  const after = merged(candidate, before);
  const same = (Object.keys(after) as (keyof Startup)[]).every(
    (field) => field === 'updatedAt' || JSON.stringify(after[field]) === JSON.stringify(before[field]),
  );
  return same && stored.catalogShard === toStartupRow(after, '').catalogShard ? 'unchanged' : 'updated';
}

/** Fields that the input does not state keep their stored values. */
function merged({ startup, stated }: Candidate, before: Startup | null): Startup {
  if (!before) return startup;
  const after = { ...before };
  for (const field of stated) Object.assign(after, { [field]: startup[field] });
  return after;
}

function rowOf(candidate: Candidate, stored: TableRow | undefined, at: string): TableRow {
  const startup = { ...merged(candidate, stored ? fromStartupRow(stored) : null), updatedAt: at };
  const createdAt = typeof stored?.createdAt === 'string' ? stored.createdAt : at;
  // Attributes that the importer does not know are kept. Facts that became unknown are removed.
  const others = Object.entries(stored ?? {}).filter(([attribute]) => !(attribute in startup));
  return { ...Object.fromEntries(others), ...toStartupRow(startup, createdAt) };
}
