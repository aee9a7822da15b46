import type { Startup } from '../amplify/domain/startup';
import { layoutOf, type Field } from './columns';
import { readCountry, readLocation, readPlace, readRegion, type PlaceParts } from './place-names';
import { idFromFacts, idFromKey } from './startup-id';
import {
  cleanLine,
  cleanText,
  isUnknown,
  readAmount,
  readIndustry,
  readInstant,
  readListed,
  readStage,
  readTags,
  readTeamSize,
  readWebsite,
  readYear,
  type Read,
} from './values';

/** A remark on a row. A warning leaves the row in; a rejected row is not used. */
export interface Problem {
  level: 'rejected' | 'warning';
  file: string;
  line: number;
  /** Field of the startup; empty when the row as a whole is meant. */
  field: string;
  reason: string;
  /** What the file says, shortened. */
  value: string;
}

/** The facts that a row states. A missing key: the row does not speak of it. Null: it says that it is not known. */
export type Facts = Partial<Omit<Startup, 'id' | 'updatedAt'>>;

export interface RowFacts {
  file: string;
  line: number;
  id: string;
  /** A funding round of a startup rather than the startup itself. */
  isRound: boolean;
  facts: Facts;
  /** Columns that mean nothing to the importer. */
  unusedColumns: readonly string[];
  /** Total raised over all rounds: stands in for the amount when no round is known. */
  fundingTotal: number | null;
  problems: Problem[];
}

export interface ReadOptions {
  /** From the command line; null when not given. */
  source: string | null;
  now: Date;
}

/** Reads a row's columns into facts. Never throws: what can't be read is a problem on the row. */
export function readFacts(
  row: { file: string; line: number; values: Record<string, unknown> },
  { source, now }: ReadOptions,
): RowFacts {
  const { columns, isRound, unknown: unusedColumns } = layoutOf(Object.keys(row.values));
  const problems: Problem[] = [];
  const facts: Facts = {};

  const report = (field: string, reason: string, raw: unknown) =>
    problems.push({ level: 'warning', file: row.file, line: row.line, field, reason, value: shorten(raw) });

  /** The first column of the field that gives a value; undefined when no column speaks of the field. */
  function read<T>(field: Field, reader: (raw: unknown) => Read<T>, target: string = field): T | null | undefined {
    let stated: null | undefined;
    for (const column of columns[field] ?? []) {
      const raw = row.values[column];
      const result = reader(raw);
      if (result.problem !== undefined) {
        report(target, result.problem, raw);
        continue;
      }
      if (result.note) report(target, result.note, raw);
      if (result.value !== null) return result.value;
      stated = null;
    }
    return stated;
  }

  const line = (raw: unknown): Read<string> => ({ value: cleanLine(raw) || null });
  const name = read('name', line) ?? '';
  const rowSource = read('source', line) ?? source;
  const currency = read('currency', line)?.toUpperCase() ?? null;
  const amount = (raw: unknown): Read<number> =>
    currency === null || /^(USD|US\$|\$)$/.test(currency) || isUnknown(currency) || isUnknown(cleanLine(raw))
      ? readAmount(raw)
      : { problem: `is in ${currency.slice(0, 10)}, not in US dollars; convert it first` };

  facts.name = name;
  state('industry', read('industry', readIndustry));
  state('fundingStage', read('fundingStage', readStage));
  state('fundingAmount', read('fundingAmount', amount));
  const location = read('location', readLocation);
  // A column of its own says it better than one for the whole place.
  const orWithin = (own: string | null | undefined, part: keyof PlaceParts) =>
    own ?? (location === undefined ? own : (location?.[part] ?? null));
  state('country', orWithin(read('country', readCountry), 'country'));
  const country = facts.country ?? null;
  const region = (raw: unknown) => readRegion(raw, country);
  state('region', orWithin(columns.state ? read('state', region, 'region') : read('region', region), 'region'));
  state('city', orWithin(read('city', readPlace), 'city'));
  state('website', read('website', readWebsite));
  state('description', read('description', readDescription));
  state('tags', read('tags', readTags) ?? undefined);
  state('foundedYear', read('foundedYear', readYear));
  state('teamSize', read('teamSize', readTeamSize));
  state('listedAt', read('listedAt', (raw) => readInstant(raw, now)) ?? undefined);
  state('listed', read('status', readListed, 'listed') ?? undefined);
  if (rowSource) facts.source = rowSource;

  function state<K extends keyof Facts>(field: K, value: Facts[K]) {
    if (value !== undefined) facts[field] = value;
  }

  const key = read('id', line, 'id') ?? null;
  const place = [country, facts.region ?? null, facts.city ?? null];
  return {
    file: row.file,
    line: row.line,
    id: idFromKey(key, rowSource ?? '') ?? idFromFacts(rowSource ?? '', name, place),
    isRound,
    unusedColumns,
    facts,
    fundingTotal: read('fundingTotal', amount) ?? null,
    problems,
  };
}

function readDescription(raw: unknown): Read<string> {
  const text = cleanText(raw);
  if (text.length <= 5000) return { value: text || null };
  return { value: text.slice(0, 5000).replace(/\p{Surrogate}$/u, ''), note: 'is cut to 5,000 characters' };
}

export function shorten(raw: unknown): string {
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? '');
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
