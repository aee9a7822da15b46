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
 * Brings the table to what the candidates state, writing only what differs: a second run writes nothing. `updatedAt`
 * is set just before the write, so that a reader who asks what changed since its last look misses nothing.
 */
export async function upsert(
  candidates: readonly Candidate[],
  table: StartupTable,
  { dryRun, now, onProgress }: { dryRun: boolean; now: () => Date; onProgress: (done: number) => void },
): Promise<UpsertCounts> {
  const counts: UpsertCounts = { added: 0, updated: 0, unchanged: 0 };
  let next = 0;
  let done = 0;

  async function work(): Promise<void> {
    while (next < candidates.length) {
      const chunk = candidates.slice(next, (next += GET));
      const stored = await table.get(chunk.map(({ startup }) => startup.id));
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

/** What the input does not speak of stays as it is stored. */
function merged({ startup, stated }: Candidate, before: Startup | null): Startup {
  if (!before) return startup;
  const after = { ...before };
  for (const field of stated) Object.assign(after, { [field]: startup[field] });
  return after;
}

function rowOf(candidate: Candidate, stored: TableRow | undefined, at: string): TableRow {
  const startup = { ...merged(candidate, stored ? fromStartupRow(stored) : null), updatedAt: at };
  const createdAt = typeof stored?.createdAt === 'string' ? stored.createdAt : at;
  // Attributes that the importer does not know survive; known ones that became unknown go.
  const others = Object.entries(stored ?? {}).filter(([attribute]) => !(attribute in startup));
  return { ...Object.fromEntries(others), ...toStartupRow(startup, createdAt) };
}
