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
  /** Ids by which the startup may be stored already, the likeliest first. */
  formerIds: readonly string[];
  /** A funding round of a startup rather than the startup itself. */
  isRound: boolean;
  facts: Facts;
  /** Columns that mean nothing to the importer. */
  unusedColumns: readonly string[];
  /** Total raised over all rounds: stands in for the amount when no round is known. */
  fundingTotal: number | null;
  problems: Problem[];
  /** ISO 4217 of the row's amount where the cell or its column names it, `?` for a sign of several currencies. */
  currency: string | null;
  /** The amount names no currency and was taken as US dollars. */
  isDollarsAssumed: boolean;
  /** A cell could be several places: the rest of the file may decide. */
  isPlaceOpen: boolean;
}

export interface ReadOptions {
  /** From the command line; null when not given. */
  source: string | null;
  now: Date;
  /** Country of nearly all rows of the file, which decides what a cell leaves open; null while it is not known. */
  fileCountry?: string | null;
}

const PLACE_FIELDS = ['location', 'city', 'state', 'region', 'country'] as const;

/** Reads a row's columns into facts. Never throws: what can't be read is a problem on the row. */
export function readFacts(
  row: { file: string; line: number; values: Record<string, unknown> },
  { source, now, fileCountry = null }: ReadOptions,
): RowFacts {
  const { columns, exportId, isRound, unknown: unusedColumns } = layoutOf(Object.keys(row.values));
  // A row that somebody added to an export has no id, and is read as any other.
  const isOwn = exportId !== null && cleanLine(row.values[exportId]) !== '';
  const problems: Problem[] = [];
  const facts: Facts = {};

  const report = (field: string, reason: string, raw: unknown) =>
    problems.push({ level: 'warning', file: row.file, line: row.line, field, reason, value: shorten(raw) });

  /** The first column of the field that gives a value; undefined when no column speaks of the field. */
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
        report(target, 'is an error of the spreadsheet, taken as not known', raw);
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
  let currencyTold: string | null = null;
  let isAssumed = false;
  const amount = (raw: unknown, column: string): Read<number> => {
    const context = { currency: currency ?? currencyOfHeader(column), scale: scaleOfHeader(column) };
    const result = readAmount(raw, context);
    currencyTold ??= result.currency ?? null;
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
  // Industries beside the leading one are kept as tags.
  const tags = [...(read('tags', readTags) ?? []), ...(industries?.slice(1) ?? [])];
  state('tags', tags.length > 0 || columns.tags ? [...new Set(tags)].slice(0, 30) : undefined);
  state('foundedYear', read('foundedYear', readYear));
  state('teamSize', read('teamSize', readTeamSize));
  // An empty or refused date leaves the stored one as it is; only the word `unknown` takes it back.
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
    // A row of rounds may give the number alone: `assemble` joins it by the former id.
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
    currency: currencyTold,
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
