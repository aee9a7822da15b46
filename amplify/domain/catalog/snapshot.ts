import type { Place } from '../place-path';
import { FUNDING_STAGES, startup as startupSchema, type Startup } from '../startup';
import { Catalog, STAGE_COUNT, stageCode, stageOf } from './catalog';
import { Dictionary } from './dictionary';
import { SectionReader, SectionWriter, unreadable } from './snapshot-sections';
import { readNullableTexts, readTexts, type TextColumn, writeTexts } from './text-column';
import { readInstants, readNullableInstants, writeInstants } from './snapshot-instants';

/**
 * Increase this when the layout changes. A new fact or stage needs no increase, because SNAPSHOT_FORMAT contains its
 * name.
 */
const LAYOUT = 2;

/** The layout, the facts and the stages. Snapshots with a different format are rejected. */
export const SNAPSHOT_FORMAT = [LAYOUT, ...Object.keys(startupSchema.shape), ...FUNDING_STAGES].join(' ');

const NO_NUMBER = -0x80000000;
const LEVELS = ['country', 'region', 'city'] as const;
const COUNTS = ['foundedYear', 'teamSize'] as const;
const TEXTS = ['description', 'website'] as const;

/**
 * Encodes the catalog column by column, with repeated values as codes. `decodeSnapshot` restores a catalog that gives
 * the same results, much faster than reading the table.
 */
export function encodeSnapshot(catalog: Catalog): Uint8Array {
  const startups = Array.from({ length: catalog.rowCount }, (_, row) => catalog.at(row));
  const words = new Dictionary();
  const tags = Uint32Array.from(
    startups.flatMap((startup) => startup.tags),
    (tag) => words.encode(tag),
  );
  const sources = Uint32Array.from(startups, ({ source }) => words.encode(source));
  const places = new Map<string, { code: number; place: Place }>();
  const placeOf = Uint32Array.from(startups, ({ country, region, city }) => {
    const key = JSON.stringify([country, region, city]);
    const known = places.get(key);
    if (!known) places.set(key, { code: places.size, place: { country, region, city } });
    return known?.code ?? places.size - 1;
  });

  const sections = new SectionWriter();
  writeTexts(sections, [SNAPSHOT_FORMAT]);
  writeTexts(
    sections,
    startups.map(({ id }) => id),
  );
  writeTexts(sections, valuesOf(catalog.industries));
  writeTexts(
    sections,
    Array.from({ length: catalog.places.size - 1 }, (_, at) => catalog.places.path(at + 1)),
  );
  for (const level of LEVELS)
    writeTexts(
      sections,
      Array.from(places.values(), ({ place }) => place[level]),
    );
  writeTexts(sections, valuesOf(words));
  sections.numbers(Uint8Array.from(startups, ({ listed }) => (listed ? 1 : 0)));
  sections.numbers(catalog.columns.industry.slice(0, startups.length));
  sections.numbers(Uint8Array.from(startups, ({ fundingStage }) => stageCode(fundingStage)));
  sections.numbers(placeOf);
  sections.numbers(Float64Array.from(startups, ({ fundingAmount }) => fundingAmount ?? NaN));
  sections.numbers(Uint16Array.from(startups, (startup) => startup.tags.length));
  sections.numbers(tags);
  sections.numbers(sources);
  for (const fact of COUNTS) sections.numbers(Int32Array.from(startups, (startup) => startup[fact] ?? NO_NUMBER));
  writeInstants(
    sections,
    startups.map((startup) => startup.listedAt),
  );
  writeInstants(
    sections,
    startups.map((startup) => startup.updatedAt),
  );
  writeTexts(
    sections,
    startups.map(({ name }) => name),
  );
  for (const fact of TEXTS)
    writeTexts(
      sections,
      startups.map((startup) => startup[fact]),
    );
  return sections.bytes();
}

/** Throws UnreadableSnapshotError if the bytes are damaged or have a different format. */
export function decodeSnapshot(bytes: Uint8Array): Catalog {
  const sections = new SectionReader(bytes);
  if (readTexts(sections, 1).at(0) !== SNAPSHOT_FORMAT) throw unreadable('has a different format');
  const ids = readTexts(sections);
  const { count } = ids;
  const industries = readTexts(sections);
  const placePaths = readTexts(sections);
  const places = readPlaces(sections);
  const words = readTexts(sections);
  const listed = inRange(sections.numbers(Uint8Array, count), 2);
  const industry = inRange(sections.numbers(Uint16Array, count), industries.count + 1);
  const stage = inRange(sections.numbers(Uint8Array, count), STAGE_COUNT);
  const place = inRange(sections.numbers(Uint32Array, count), places.length);
  const amount = sections.numbers(Float64Array, count);
  const tagStarts = startsOf(sections.numbers(Uint16Array, count));
  const tags = inRange(sections.numbers(Uint32Array, tagStarts[count]), words.count + 1, 1);
  const sources = inRange(sections.numbers(Uint32Array, count), words.count + 1);
  const [foundedYear, teamSize] = COUNTS.map(() => sections.numbers(Int32Array, count));
  const listedAt = readNullableInstants(sections, count);
  const updatedAt = readInstants(sections, count);
  const names = readTexts(sections, count);
  const [descriptions, websites] = TEXTS.map(() => readNullableTexts(sections, count));
  sections.end();

  const valueOf = (values: TextColumn, code: number) => (code === 0 ? null : values.at(code - 1));
  const tagsAt = (row: number) => {
    const found: string[] = [];
    for (let at = tagStarts[row]!; at < tagStarts[row + 1]!; at++) found.push(valueOf(words, tags[at]!)!);
    return found;
  };
  const startupAt = (row: number): Startup => ({
    id: ids.at(row),
    name: names.at(row),
    industry: valueOf(industries, industry[row]!),
    fundingStage: stageOf(stage[row]!) as Startup['fundingStage'],
    country: places[place[row]!]!.country,
    region: places[place[row]!]!.region,
    city: places[place[row]!]!.city,
    description: descriptions!.at(row),
    website: websites!.at(row),
    fundingAmount: Number.isNaN(amount[row]) ? null : amount[row]!,
    tags: tagsAt(row),
    foundedYear: foundedYear![row] === NO_NUMBER ? null : foundedYear![row]!,
    teamSize: teamSize![row] === NO_NUMBER ? null : teamSize![row]!,
    source: valueOf(words, sources[row]!),
    listedAt: listedAt.textAt(row),
    updatedAt: updatedAt.textAt(row)!,
    listed: listed[row] === 1,
  });
  const catalog = Catalog.restored({
    ids,
    industries: valuesAt(industries),
    placePaths: valuesAt(placePaths),
    places,
    columns: { listed, industry, stage, place, amount, listedAt: listedAt.times },
    startupAt,
  });
  if (!catalog) throw unreadable('has a duplicate id, industry or place');
  return catalog;
}

function valuesOf(dictionary: Dictionary): (string | null)[] {
  return Array.from({ length: dictionary.size - 1 }, (_, at) => dictionary.value(at + 1));
}

function valuesAt(texts: TextColumn): string[] {
  return Array.from({ length: texts.count }, (_, at) => texts.at(at));
}

function readPlaces(sections: SectionReader): Place[] {
  const countries = readNullableTexts(sections);
  const [regions, cities] = [
    readNullableTexts(sections, countries.count),
    readNullableTexts(sections, countries.count),
  ];
  return Array.from({ length: countries.count }, (_, at) => ({
    country: countries.at(at),
    region: regions.at(at),
    city: cities.at(at),
  }));
}

function inRange<T extends Uint8Array | Uint16Array | Uint32Array>(codes: T, end: number, start = 0): T {
  for (let at = 0; at < codes.length; at++) {
    if (codes[at]! < start || codes[at]! >= end) throw unreadable('refers to a missing value');
  }
  return codes;
}

/** The start of each row's values, followed by the end of the last row's. */
function startsOf(counts: Uint16Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let row = 0; row < counts.length; row++) starts[row + 1] = starts[row]! + counts[row]!;
  return starts;
}
