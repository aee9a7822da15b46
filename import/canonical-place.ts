import { citiesNamed } from './gazetteer';
import { REGION_CODES } from './region-names';

export interface PlaceParts {
  country: string | null;
  region: string | null;
  city: string | null;
}

/** A city alone must have so many inhabitants, and the next of its name at most this share of them, to be certain. */
export const LONE_CITY = { population: 100_000, nextShare: 0.1 };

/**
 * One name for one place. A city known to the gazetteer takes its name and, in the USA and Canada, its state where that
 * is certain; elsewhere a city stands directly below its country, since files name the regions there in too many ways.
 * A region of the name of a large city is that city (`Berlin`).
 */
export function canonicalPlace({ country, region, city }: PlaceParts): PlaceParts {
  if (!country) return { country, region, city };
  const hasCodes = country in REGION_CODES;
  if (!city) {
    const [same] = hasCodes || !region ? [] : citiesNamed(region, country);
    const isCity = same !== undefined && same.population >= LONE_CITY.population;
    return isCity ? { country, region: null, city: same.name } : { country, region, city: null };
  }
  if (!hasCodes) {
    const [known] = citiesNamed(city, country);
    return { country, region: null, city: known?.name ?? properCase(city) };
  }
  if (region) return { country, region, city: citiesNamed(city, country, region)[0]?.name ?? properCase(city) };
  const [largest, next] = citiesNamed(city, country);
  const isCertain = largest && (!next || next.population < LONE_CITY.nextShare * largest.population);
  return isCertain
    ? { country, region: largest.region, city: largest.name }
    : { country, region: null, city: largest?.name ?? properCase(city) };
}

/** `SAN MATEO` and `san mateo` as a name; what has both cases stays as it is written. */
function properCase(name: string): string {
  if (name !== name.toUpperCase() && name !== name.toLowerCase()) return name;
  return name.toLowerCase().replace(/(?<![\p{L}\p{M}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}
