import { currencyOfHeader, scaleOfHeader } from '../amplify/domain/amount/currencies';
import { foldText } from '../amplify/domain/catalog/text-fold';
import { EXPORT_ID_COLUMN } from '../amplify/domain/export-text';
import { columnNames, FIELDS, type Field } from './column-names';

/** Columns that only a list of rounds has. */
const ROUND_COLUMNS = ['funding_round_type', 'raised_amount_usd', 'raised_amount', 'round_type'];

function plainName(column: string): string {
  return foldText(column).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Names to look up for a header: the header itself, without text in brackets, and without a currency and a unit. */
function namesOf(column: string): string[] {
  const bare = column.replace(/[([{（【].*?(?:[)\]}）】]|$)/g, ' ');
  const unitless = bare
    .replace(/[_\s-]+in[_\s-]+/i, ' ')
    .split(/[\s_]+/)
    .filter((word) => currencyOfHeader(word) === null && scaleOfHeader(word) === 1)
    .join('_');
  return [...new Set([column, bare, unitless].map(plainName))].filter((name) => name !== '');
}

const FIELD_BY_COLUMN = new Map<string, { field: Field; rank: number }>(
  FIELDS.flatMap((field) => columnNames(field).map((alias, rank) => [plainName(alias), { field, rank }] as const)),
);
const ROUND_NAMES = new Set(ROUND_COLUMNS.map(plainName));

export interface Layout {
  /** Columns of each field, the preferred one first. */
  columns: Partial<Record<Field, string[]>>;
  isRound: boolean;
  /** The id column of the app's own export; null for other files. */
  exportId: string | null;
  /** Columns that no field uses. */
  unknown: string[];
}

const layouts = new Map<string, Layout>();

/** The fields of a row's columns. Cached, because rows of one file have the same columns. */
export function layoutOf(columns: readonly string[]): Layout {
  const key = columns.join('\u0000');
  let layout = layouts.get(key);
  if (!layout) {
    if (layouts.size > 1000) layouts.clear();
    layout = recognise(columns);
    layouts.set(key, layout);
  }
  return layout;
}

function recognise(columns: readonly string[]): Layout {
  const ranked: Partial<Record<Field, { column: string; rank: number }[]>> = {};
  const unknown: string[] = [];
  for (const column of columns) {
    const known = namesOf(column)
      .map((name) => FIELD_BY_COLUMN.get(name))
      .find((field) => field !== undefined);
    if (known) (ranked[known.field] ??= []).push({ column, rank: known.rank });
    else unknown.push(column);
  }
  const sorted: Partial<Record<Field, string[]>> = {};
  for (const field of FIELDS) {
    const found = ranked[field];
    if (found) sorted[field] = found.sort((a, b) => a.rank - b.rank).map(({ column }) => column);
  }
  // Beside a website, a link is a page about the startup.
  if (sorted.website && sorted.website.length > 1) {
    sorted.website = sorted.website.filter((column) => plainName(column) !== 'link');
  }
  const exportId = columns.find((column) => plainName(column) === plainName(EXPORT_ID_COLUMN)) ?? null;
  return { columns: sorted, exportId, isRound: columns.some((column) => ROUND_NAMES.has(plainName(column))), unknown };
}
