import { canonicalPlace, type PlaceParts } from './canonical-place';
import { cleanLine, type Read } from './cell-text';
import type { Layout } from './columns';
import { readCountry } from './country-names';
import { readLocation, type PlaceHints } from './read-location';
import { isRegionOf, readPlace, readRegion } from './region-names';

/** Reads the first column of a field with a value; undefined when the field has no column. */
export type ReadColumn = <T>(
  field: 'country' | 'state' | 'region' | 'city' | 'location',
  reader: (raw: unknown) => Read<T>,
) => T | null | undefined;

/**
 * Reads the place of a row from its columns for country, state, region, city and the whole place. A separate column has
 * priority over the column for the whole place. A key is missing where no column states it.
 */
export function readRowPlace(
  columns: Layout['columns'],
  read: ReadColumn,
  { fileCountry = null }: Pick<PlaceHints, 'fileCountry'>,
): Partial<PlaceParts> {
  const ownCountry = read('country', readCountry);
  const hints: PlaceHints = { country: ownCountry ?? null, fileCountry };
  const location = read('location', (raw) => readLocation(raw, hints));
  const city = read('city', (raw) => readCity(raw, hints));
  const country = ownCountry ?? location?.country ?? city?.country ?? null;
  const region = readRegionColumns(columns, read, country, city?.city ?? null);

  const stated: Partial<PlaceParts> = {};
  const put = (part: keyof PlaceParts, own: string | null | undefined, others: (PlaceParts | null | undefined)[]) => {
    const value = own ?? others.find((other) => other?.[part])?.[part];
    if (value !== undefined) stated[part] = value;
    else if (own === null || others.some((other) => other !== undefined)) stated[part] = null;
  };
  put('country', ownCountry, [location, city]);
  put('region', region, [location, city]);
  put('city', undefined, [city, location]);
  if (Object.keys(stated).length === 0) return stated;

  const place = resolve({ country, region: stated.region ?? null, city: stated.city ?? null }, fileCountry);
  // A region that the gazetteer adds counts as stated.
  return {
    ...('country' in stated || place.country !== null ? { country: place.country } : {}),
    ...('region' in stated || place.region !== null ? { region: place.region } : {}),
    ...('city' in stated || place.city !== null ? { city: place.city } : {}),
  };
}

/** A column for cities may have `Berlin, Germany`. */
function readCity(raw: unknown, hints: PlaceHints): Read<PlaceParts> {
  const text = cleanLine(raw);
  if (/[,;|]/.test(text)) return readLocation(raw, hints);
  const { value, problem } = readPlace(raw);
  if (problem) return { problem };
  return { value: value === null ? null : { country: null, region: null, city: value ?? null } };
}

/** Exports such as Crunchbase's have `state_code`, and `region` for a metropolitan area, which is used where the state is empty. */
function readRegionColumns(
  columns: Layout['columns'],
  read: ReadColumn,
  country: string | null,
  city: string | null,
): string | null | undefined {
  const reader = (raw: unknown) => readRegion(raw, country);
  const state = columns.state ? read('state', reader) : undefined;
  if (state != null || !columns.region) return state;
  const hasCity = city !== null || columns.location !== undefined;
  const region = read('region', (raw) => {
    const found = reader(raw);
    // A metropolitan area adds nothing to a city.
    return found.problem && (columns.state || hasCity) ? { value: null } : found;
  });
  return region ?? state ?? region;
}

/** A city and a state may identify the country. */
function resolve(place: PlaceParts, fileCountry: string | null): PlaceParts {
  const { country, region, city } = place;
  if (country !== null) return canonicalPlace(place);
  if (city === null) return place;
  const known = readLocation(region === null ? city : `${city}, ${region}`, { fileCountry }).value;
  if (known && (region === null || isRegionOf(region, known))) return known;
  return place;
}
