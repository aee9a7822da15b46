import { currencyOfHeader, scaleOfHeader } from '../amplify/domain/amount/currencies';
import type { Startup } from '../amplify/domain/startup';
import { cleanLine, cleanText, isErrorCell, isUnknown, type Read } from './cell-text';
import type { Field } from './column-names';
import { layoutOf } from './columns';
import { readIndustries, readTags } from './read-industries';
import { isAmbiguous } from './read-location';
import {
  isExit,
  readAmount,
  readCurrency,
  readInstant,
  readListed,
  readStage,
  readTeamSize,
  readWebsite,
  readYear,
} from './values';
import { readExactly, readExactPlace } from './own-export';
import { readRowPlace } from './read-place';
import { earlierId, idFromKey, idFromNumber, idsFromFacts, isRunningNumber } from './startup-id';

/** A remark on a row. A row with warnings is used, a rejected row is not. */
export interface Problem {
  level: 'rejected' | 'warning';
  file: string;
  line: number;
  /** Field of the startup; empty for the row as a whole. */
  field: string;
  reason: string;
  /** The text of the file, shortened. */
  value: string;
}

/** The facts that a row states. Null is a fact that the row states as unknown; a missing key is one that it does not state. */
export type Facts = Partial<Omit<Startup, 'id' | 'updatedAt'>>;

export interface RowFacts {
  file: string;
  line: number;
  id: string;
  /** Former ids, the most likely first. */
  formerIds: readonly string[];
  /** Whether the row is a funding round rather than a startup. */
  isRound: boolean;
  facts: Facts;
  /** Columns that no field uses. */
  unusedColumns: readonly string[];
  /** Total of all rounds, the amount where no round is known. */
  fundingTotal: number | null;
  problems: Problem[];
  /** ISO 4217 of the row's amount where the cell or its column names it; `?` for an ambiguous sign. */
  currency: string | null;
  /** Whether the amount names no currency and was taken as US dollars. */
  isDollarsAssumed: boolean;
  /** Whether the place is ambiguous, so that other rows of the file may decide it. */
  isPlaceOpen: boolean;
}

export interface ReadOptions {
  /** From the command line; null when not given. */
  source: string | null;
  now: Date;
  /** Country of nearly all rows of the file, which decides ambiguous places; null while it is not known. */
  fileCountry?: string | null;
}

const PLACE_FIELDS = ['location', 'city', 'state', 'region', 'country'] as const;

/** Reads a row's columns into facts. Never throws: an unreadable cell is a problem of the row. */
export function readFacts(
  row: { file: string; line: number; values: Record<string, unknown> },
  { source, now, fileCountry = null }: ReadOptions,
): RowFacts {
  const { columns, exportId, isRound, unknown: unusedColumns } = layoutOf(Object.keys(row.values));
  // A row that was added to an export has no id and is read like any other row.
  const isOwn = exportId !== null && cleanLine(row.values[exportId]) !== '';
  const problems: Problem[] = [];
  const facts: Facts = {};

  const report = (field: string, reason: string, raw: unknown) =>
    problems.push({ level: 'warning', file: row.file, line: row.line, field, reason, value: shorten(raw) });

  /** Reads the first column of the field with a value; undefined when the field has no column. */
  function read<T>(
    field: Field,
    reader: (raw: unknown, column: string) => Read<T>,
    target: string = field,
  ): T | null | undefined {
    let stated: null | undefined;
    for (const column of columns[field] ?? []) {
      const raw = row.values[column];
      const exact = isOwn ? readExactly(field, raw) : undefined;
      if (exact) return exact.value as T | null;
      if (typeof raw === 'string' && isErrorCell(raw.trim())) {
        report(target, 'is an error of the spreadsheet, taken as unknown', raw);
        stated = null;
        continue;
      }
      const result = reader(raw, column);
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

  const line = (raw: unknown): Read<string> => {
    const text = cleanLine(raw);
    return { value: isUnknown(text) ? null : text };
  };
  const name = read('name', line) ?? '';
  const rowSource = read('source', line) ?? source;
  const currency = read('currency', readCurrency);
  let statedCurrency: string | null = null;
  let isAssumed = false;
  const amount = (raw: unknown, column: string): Read<number> => {
    const context = { currency: currency ?? currencyOfHeader(column), scale: scaleOfHeader(column) };
    const result = readAmount(raw, context);
    statedCurrency ??= result.currency ?? null;
    isAssumed ||= result.isAssumed ?? false;
    return result;
  };

  facts.name = name;
  const industries = read('industry', readIndustries);
  state('industry', industries === null ? null : industries?.[0]);
  state('fundingStage', read('fundingStage', readStage));
  state('fundingAmount', read('fundingAmount', amount));
  const exactPlace = isOwn ? readExactPlace(columns, row.values) : null;
  Object.assign(facts, exactPlace ?? readRowPlace(columns, read, { fileCountry }));
  state('website', read('website', readWebsite));
  state('description', read('description', readDescription));
  // All industries but the first are stored as tags.
  const tags = [...(read('tags', readTags) ?? []), ...(industries?.slice(1) ?? [])];
  state('tags', tags.length > 0 || columns.tags ? [...new Set(tags)].slice(0, 30) : undefined);
  state('foundedYear', read('foundedYear', readYear));
  state('teamSize', read('teamSize', readTeamSize));
  // An empty or refused date leaves the stored date unchanged. Only the word `unknown` clears it.
  const saysUnknown = columns.listedAt?.some((column) => /^unknown$/i.test(cleanLine(row.values[column])));
  state('listedAt', read('listedAt', (raw) => readInstant(raw, now)) ?? (saysUnknown ? null : undefined));
  const isOver = (columns.fundingStage ?? []).some((column) => isExit(row.values[column]));
  state('listed', isOver ? false : (read('status', readListed, 'listed') ?? undefined));
  if (rowSource) facts.source = rowSource;

  function state<K extends keyof Facts>(field: K, value: Facts[K]) {
    if (value !== undefined) facts[field] = value;
  }

  const key = read('id', line, 'id') ?? null;
  const ids = isOwn && key !== null ? [key] : idsOf(key);

  function idsOf(key: string | null): string[] {
    const fromKey = idFromKey(key, rowSource ?? '');
    // A funding round may have the number alone: `assemble` joins it by the former id.
    if (key !== null && isRunningNumber(key) && name) return [idFromNumber(key, name), fromKey!, idFromKey(key, '')!];
    if (fromKey !== null) return [fromKey];
    const { country = null, region = null, city = null, website = null } = facts;
    const cells = PLACE_FIELDS.flatMap((field) => columns[field] ?? []).map((column) => cleanLine(row.values[column]));
    const placeText = cells.filter((cell) => !isUnknown(cell)).join(', ');
    return [...idsFromFacts({ name, website, placeText }), earlierId(rowSource ?? '', name, [country, region, city])];
  }
  return {
    file: row.file,
    line: row.line,
    id: ids[0]!,
    formerIds: ids.slice(1),
    isRound,
    unusedColumns,
    facts,
    fundingTotal: read('fundingTotal', amount) ?? null,
    problems,
    currency: statedCurrency,
    isDollarsAssumed: isAssumed,
    isPlaceOpen: problems.some(({ reason }) => isAmbiguous(reason)),
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
