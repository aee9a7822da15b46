import { fundingStageOfText, industryOfText, tagsOfText, textOfInert } from '../amplify/domain/export-text';
import type { PlaceParts } from './canonical-place';
import { cleanLine, cleanText } from './cell-text';
import type { Field } from './column-names';
import type { Layout } from './columns';

/** A fact as the app's export wrote it. Undefined for text that an export never writes: the cell was edited. */
type Exact = { value: unknown } | undefined;

/** Reads a cell of the app's own export without interpretation: stored values were checked when they were imported. */
export function readExactly(field: Field, raw: unknown): Exact {
  const text = field === 'description' ? cleanText(textOf(raw)) : cleanLine(textOf(raw));
  if (field === 'tags') return { value: tagsOfText(text) };
  if (text === '') return { value: null };
  const read = READERS[field];
  const value = read ? read(text) : null;
  return value === null ? undefined : { value };
}

const number = (pattern: RegExp) => (text: string) => (pattern.test(text) ? Number(text) : null);
const as = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : null);
const any = (text: string) => text;

const READERS: Partial<Record<Field, (text: string) => unknown>> = {
  id: any,
  name: any,
  industry: (text) => {
    const industry = industryOfText(text);
    return industry && [industry];
  },
  fundingStage: fundingStageOfText,
  fundingAmount: number(/^\d{1,12}$/),
  website: as(/^https?:\/\/./i),
  description: any,
  foundedYear: number(/^\d{4}$/),
  teamSize: number(/^\d{1,7}$/),
  listedAt: as(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  source: any,
};

/** The place of such a row; null if a cell has text that an export never writes. */
export function readExactPlace(columns: Layout['columns'], values: Record<string, unknown>): PlaceParts | null {
  const part = (field: keyof PlaceParts) => cleanLine(textOf(values[columns[field]?.[0] ?? ''])) || null;
  const place = { country: part('country'), region: part('region'), city: part('city') };
  const isExact = place.country === null || /^[A-Z]{2}$/.test(place.country);
  const hasColumns = columns.country && columns.region && columns.city && !columns.location && !columns.state;
  return hasColumns && isExact ? place : null;
}

function textOf(raw: unknown): unknown {
  return typeof raw === 'string' ? textOfInert(raw) : raw;
}
