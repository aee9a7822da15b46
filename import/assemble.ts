import { FUNDING_STAGES, startup as startupSchema, type Startup } from '../amplify/domain/startup';
import { shorten, type Facts, type Problem, type RowFacts } from './read-facts';

/** A startup ready to be written. */
export interface Candidate {
  startup: Startup;
  /** Former ids. A startup that is stored under one of them keeps it. */
  formerIds: readonly string[];
  /** Fields that the input states. For a stored startup the other fields keep their values. */
  stated: ReadonlySet<keyof Startup>;
}

export interface Assembled {
  candidates: Candidate[];
  problems: Problem[];
  /** Rows that are part of no startup. Each has a problem of level `rejected`. */
  rejectedRows: number;
  /** Rows that were joined to a startup, apart from its first. */
  joinedRows: number;
}

/** Fields that the newest round decides, and fields that it fills where the company's own row states nothing. */
const ROUND_FIELDS = ['fundingStage', 'fundingAmount', 'listedAt'] as const;
const GAP_FIELDS = ['industry', 'country', 'region', 'city'] as const;

function take(facts: Facts, from: Facts, fields: readonly (keyof Facts)[]): void {
  for (const field of fields) if (from[field] !== undefined) Object.assign(facts, { [field]: from[field] });
}

const REQUIRED: ReadonlySet<string> = new Set(['id', 'name', 'updatedAt', 'listed']);

/**
 * Joins the rows of each startup across files, in any order. The newest funding round decides stage, amount and date.
 * Of several rows about the startup itself, the last is used and the others are rejected.
 */
export function assemble(rows: readonly RowFacts[], now: Date): Assembled {
  const groups = new Map<string, RowFacts[]>();
  const named = new Map(rows.flatMap(({ id, formerIds }) => formerIds.map((former) => [former, id] as const)));
  for (const row of rows) {
    // A round that names its startup by a running number only.
    const id = (!row.facts.name && named.get(row.id)) || row.id;
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }

  const result: Assembled = { candidates: [], problems: [], rejectedRows: 0, joinedRows: 0 };
  for (const group of groups.values()) {
    const own = group.filter((row) => !row.isRound);
    const replaced = own.slice(0, -1);
    const main = own.at(-1) ?? newestRound(group)!;
    const used = group.filter((row) => !replaced.includes(row));
    for (const row of replaced) {
      result.problems.push(
        rejection(row, 'id', `${where(main, row)} is about the same startup and is used instead`, row.id),
      );
    }
    result.rejectedRows += replaced.length;
    for (const row of used) result.problems.push(...row.problems);

    const built = build(main, used, now);
    result.problems.push(...built.problems);
    if (built.candidate) {
      result.candidates.push(built.candidate);
      result.joinedRows += used.length - 1;
    } else {
      for (const row of used) {
        if (row !== main)
          result.problems.push(rejection(row, '', `its startup in ${where(main, row)} can't be used`, row.id));
      }
      result.rejectedRows += used.length;
    }
  }
  return result;
}

function build(main: RowFacts, used: RowFacts[], now: Date): { candidate: Candidate | null; problems: Problem[] } {
  const round = newestRound(used);
  const facts: Facts = { ...main.facts };
  if (round) {
    take(
      facts,
      round.facts,
      GAP_FIELDS.filter((field) => facts[field] == null),
    );
    take(facts, round.facts, ROUND_FIELDS);
  } else if (facts.fundingAmount == null && main.fundingTotal !== null) {
    facts.fundingAmount = main.fundingTotal;
  }

  const problems: Problem[] = [];
  const stated = new Set(Object.keys(facts) as (keyof Startup)[]);
  const draft: Record<string, unknown> = {
    ...UNSTATED,
    ...facts,
    id: main.id,
    updatedAt: now.toISOString(),
  };
  for (;;) {
    const parsed = startupSchema.safeParse(draft);
    if (parsed.success) return { candidate: { startup: parsed.data, formerIds: main.formerIds, stated }, problems };
    const unusable = [...new Map(parsed.error.issues.map((issue) => [String(issue.path[0] ?? ''), issue.message]))];
    const fatal = unusable.filter(([field]) => REQUIRED.has(field) || !(field in UNSTATED));
    if (fatal.length > 0) {
      for (const [field, reason] of fatal) problems.push(rejection(main, field, reason, draft[field]));
      return { candidate: null, problems };
    }
    for (const [field, reason] of unusable) {
      problems.push({ ...rejection(main, field, reason, draft[field]), level: 'warning' });
      draft[field] = UNSTATED[field as keyof typeof UNSTATED];
      stated.delete(field as keyof Startup);
    }
  }
}

const UNSTATED = {
  industry: null,
  fundingStage: null,
  country: null,
  region: null,
  city: null,
  description: null,
  website: null,
  fundingAmount: null,
  tags: [],
  foundedYear: null,
  teamSize: null,
  source: null,
  listedAt: null,
  listed: true,
} satisfies Omit<Startup, 'id' | 'name' | 'updatedAt'>;

/** By date, then by amount, then by stage, so that the order of rows does not matter. */
function newestRound(rows: readonly RowFacts[]): RowFacts | null {
  const rounds = rows.filter((row) => row.isRound);
  if (rounds.length === 0) return null;
  const stageRank = (row: RowFacts) => (row.facts.fundingStage ? FUNDING_STAGES.indexOf(row.facts.fundingStage) : -1);
  const later = (a: RowFacts, b: RowFacts) =>
    (a.facts.listedAt ?? '').localeCompare(b.facts.listedAt ?? '', 'en') ||
    (a.facts.fundingAmount ?? -1) - (b.facts.fundingAmount ?? -1) ||
    stageRank(a) - stageRank(b);
  return rounds.reduce((newest, row) => (later(row, newest) > 0 ? row : newest));
}

function rejection(row: RowFacts, field: string, reason: string, value: unknown): Problem {
  return { level: 'rejected', file: row.file, line: row.line, field, reason, value: shorten(value) };
}

function where(row: RowFacts, seenFrom: RowFacts): string {
  return row.file === seenFrom.file ? `line ${row.line}` : `line ${row.line} of ${row.file}`;
}
