import { foldWords } from '../amplify/domain/catalog/text-fold';
import { canonicalPlace, LONE_CITY, type PlaceParts } from './canonical-place';
import { cleanLine, isUnknown, type Read } from './cell-text';
import { countryCode, countryName } from './country-names';
import { citiesNamed, type City } from './gazetteer';
import { readPlace, readRegion, REGION_CODES, regionName } from './region-names';

/** Countries known from outside the cell, as ISO 3166-1 alpha-2 codes. */
export interface PlaceHints {
  /** Country in another column of the row: the cell is read as a place in it. */
  country?: string | null;
  /** Country of nearly all other rows of the file: decides an ambiguous cell. */
  fileCountry?: string | null;
}

/** The first words of a problem that another hint may solve. */
const AMBIGUOUS = 'may be';

/** Whether another hint may solve a problem of `readLocation`. */
export function isAmbiguous(problem: string): boolean {
  return problem.startsWith(AMBIGUOUS);
}

/** Texts that name no place. */
const NO_PLACE =
  /^(remote( first)?|fully remote|distributed|worldwide|global|online|virtual|anywhere|multiple( locations)?)$/i;

/** Areas around a city that are in one region. */
const AREAS = new Map<string, PlaceParts>([
  ['san francisco bay area', { country: 'US', region: 'CA', city: null }],
  ['bay area', { country: 'US', region: 'CA', city: null }],
  ['sf bay area', { country: 'US', region: 'CA', city: null }],
  ['silicon valley', { country: 'US', region: 'CA', city: null }],
  ['greater london', { country: 'GB', region: null, city: 'London' }],
]);

/**
 * A place in one cell: `San Francisco, CA, USA`, `Berlin; Germany`, `Bengaluru, IN`, `Germany`, or a path like
 * `US/CA/San Francisco`. Two letters that may be a state or a country are decided by the city, then by the row, then by
 * the file. A place that stays ambiguous is refused.
 */
export function readLocation(raw: unknown, hints: PlaceHints = {}): Read<PlaceParts> {
  const line = firstOfList(cleanLine(raw));
  if (isUnknown(line) || NO_PLACE.test(line)) return { value: null };
  const area = AREAS.get(foldWords(line.replace(/,\s*(ca|california|usa|united states)\b.*$/i, '')));
  if (area) return { value: { ...area } };
  const text = line.replace(/\s+(metropolitan|metro|bay)?\s*area\b/i, '').replace(/^greater\s+/i, '');
  if (/^[A-Za-z]{2,3}\//.test(text)) return readPath(text);
  const parts = text
    .split(/[,;|]|\s[/–—-]\s/)
    .map((part) => part.trim())
    .filter((part) => !isUnknown(part) && !NO_PLACE.test(part));
  if (parts.length === 0) return { value: null };
  if (parts.length > 3) return { problem: 'is not a place like San Francisco, CA, USA' };
  if (parts.length === 1) return readLone(parts[0]!, hints);
  return parts.length === 2 ? readPair(parts[0]!, parts[1]!, hints) : readTriple(parts, hints);
}

/** The first of several places: `San Francisco, CA, USA; Remote` is San Francisco. */
function firstOfList(text: string): string {
  const places = text.split(';').map((place) => place.trim());
  return places.length > 1 && places[0]!.includes(',') ? places[0]! : text;
}

function readPath(text: string): Read<PlaceParts> {
  const [first = '', region = '', city = ''] = text.split('/').map((part) => part.trim());
  const country = countryCode(first);
  if (!country) return { problem: NO_COUNTRY };
  const read = readRegion(region, country);
  if (read.problem) return { problem: read.problem };
  return { value: canonicalPlace({ country, region: read.value ?? null, city: readPlace(city).value ?? null }) };
}

function readTriple([city, region, last]: string[], hints: PlaceHints): Read<PlaceParts> {
  const country = countryCode(last!);
  const state = REGION_CODES.US!.get(last!.toLowerCase());
  // `Brooklyn, New York, NY`: a part of a city, the city, the state.
  if (
    state &&
    country !== null &&
    !REGION_CODES[country]?.has(region!.toLowerCase()) &&
    !citiesNamed(city!, country)[0]
  )
    return readPair(city!, last!, hints);
  if (state && country === null) return readPair(city!, last!, hints);
  if (!country) return { problem: NO_COUNTRY };
  return {
    value: canonicalPlace({
      country,
      region: readRegion(region, country).value ?? null,
      city: readPlace(city).value ?? null,
    }),
  };
}

/** One reading of `City, X`, and the city in the gazetteer that supports it. */
interface Candidate {
  country: string;
  region: string | null;
  known: City | undefined;
}

/** In `City, ST` the city in the country is chosen over the one in the state if it is this many times as large. */
const MUCH_LARGER = 20;

function readPair(name: string, last: string, hints: PlaceHints): Read<PlaceParts> {
  const candidates = readingsOf(name, last).filter(({ country }) => !hints.country || country === hints.country);
  const [only] = candidates;
  if (!only) {
    // `Mitte, Berlin`: a part of a city, and the city. `Palo Alto, San Francisco` is two cities.
    const lone = readLone(last, hints);
    if (!lone.value?.city) return { problem: NO_COUNTRY };
    const isCity = citiesNamed(name, lone.value.country).some(({ isPart }) => !isPart);
    return !isCity ? lone : { problem: 'names two cities; keep one' };
  }
  const accepted = ({ country, region }: Candidate): Read<PlaceParts> => withRegionName(name, country, region);
  if (candidates.length === 1) return accepted(only);
  const hinted = candidates.filter(({ country }) => country === hints.fileCountry);
  const known = candidates.filter((candidate) => candidate.known);
  if (known.length === 1) return accepted(known[0]!);
  if (hinted.length === 1) return accepted(hinted[0]!);
  if (known.length === 0) return { problem: `${AMBIGUOUS} in ${candidates.map(nameOf).join(' or ')}; add the country` };
  // `Richmond, CA` is in California, unless a much larger city of that name is in the country CA.
  const [state, ...others] = known;
  const larger = others.find(({ known: city }) => city!.population > MUCH_LARGER * state!.known!.population);
  return accepted(larger ?? state!);
}

/** `Georgia, USA` is the state, `New York, USA` the city in the state of that name, `Washington, USA` may be either. */
function withRegionName(name: string, country: string, region: string | null): Read<PlaceParts> {
  const state = region === null ? REGION_CODES[country]?.get(name.toLowerCase()) : undefined;
  if (state === undefined) {
    return { value: canonicalPlace({ country, region, city: readPlace(name).value ?? null }) };
  }
  const [city] = citiesNamed(name, country);
  const isLarge = city !== undefined && city.population >= LONE_CITY.population;
  if (isLarge && city.region !== state) {
    return {
      value: { country, region: null, city: null },
      note: 'names a state and a city; only the country is taken',
    };
  }
  return { value: isLarge ? { country, region: state, city: city.name } : { country, region: state, city: null } };
}

/** States first, then provinces, then countries. */
function readingsOf(name: string, last: string): Candidate[] {
  const key = last.toLowerCase();
  const readings: { country: string; region: string | null }[] = [];
  for (const country of ['US', 'CA']) {
    const region = REGION_CODES[country]!.get(key);
    if (region) readings.push({ country, region });
  }
  const country = countryCode(last);
  if (country) readings.push({ country, region: null });
  return readings.map((reading) => ({ ...reading, known: citiesNamed(name, reading.country, reading.region)[0] }));
}

function nameOf({ country, region }: Candidate): string {
  return (region === null ? undefined : regionName(country, region)) ?? countryName(country);
}

function readLone(name: string, { country: own = null, fileCountry = null }: PlaceHints): Read<PlaceParts> {
  const key = name.toLowerCase();
  const country = countryCode(name);
  if (own !== null) {
    return country === own ? { value: { country, region: null, city: null } } : withRegionName(name, own, null);
  }
  const regionCountry = ['US', 'CA'].find((code) => REGION_CODES[code]!.has(key));
  if (regionCountry === undefined) {
    return country === null ? readLoneCity(name, fileCountry) : { value: { country, region: null, city: null } };
  }
  const region = REGION_CODES[regionCountry]!.get(key)!;
  const asRegion = { value: { country: regionCountry, region, city: null } };
  if (fileCountry === regionCountry) return asRegion;
  if (country !== null || name.length === 2) return { problem: `${AMBIGUOUS} a state or a country; add the country` };
  const [city] = citiesNamed(name);
  // The city of New York is in New York; the city of Washington is not in Washington.
  const isElsewhere = city !== undefined && city.population >= LONE_CITY.population && city.region !== region;
  return isElsewhere ? { problem: `${AMBIGUOUS} a state or a city; add the country` } : asRegion;
}

function readLoneCity(name: string, fileCountry: string | null): Read<PlaceParts> {
  const [largest, next] = citiesNamed(name);
  if (!largest) return { problem: NO_COUNTRY };
  const isCertain =
    !largest.isPart &&
    largest.population >= LONE_CITY.population &&
    (!next || next.population <= LONE_CITY.nextShare * largest.population);
  if (isCertain) {
    return { value: canonicalPlace({ country: largest.country, region: largest.region, city: largest.name }) };
  }
  if (fileCountry !== null && citiesNamed(name, fileCountry).length > 0) {
    return { value: canonicalPlace({ country: fileCountry, region: null, city: name }) };
  }
  return { problem: `${AMBIGUOUS} a city of several countries or states; add the country` };
}

const NO_COUNTRY = 'ends in no country we know; use a place like San Francisco, CA, USA';
