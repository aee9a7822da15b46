import { citiesNamed } from './gazetteer';
import { REGION_CODES } from './region-names';

export interface PlaceParts {
  country: string | null;
  region: string | null;
  city: string | null;
}

/** A city named alone is certain with this population, if the next city of its name has at most this share of it. */
export const LONE_CITY = { population: 100_000, nextShare: 0.1 };

/**
 * The canonical form of a place. A city in the gazetteer gets its name there and, in the USA and Canada, its state where
 * that is certain. Elsewhere a city is directly below its country, because files name the regions in too many ways. A
 * region with the name of a large city is that city (`Berlin`).
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

/** `SAN MATEO` and `san mateo` in title case. Text with both cases is unchanged. */
function properCase(name: string): string {
  if (name !== name.toUpperCase() && name !== name.toLowerCase()) return name;
  return name.toLowerCase().replace(/(?<![\p{L}\p{M}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}
