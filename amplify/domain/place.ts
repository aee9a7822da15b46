import { z } from 'zod';

/** A region or city name. The slash separates the levels of a location path, so it can't be part of a name. */
export const placeText = z.string().min(1).max(120).regex(/^[^/]*$/, 'must not contain a slash');

export interface Place {
  country: string | null;
  region: string | null;
  city: string | null;
}

/**
 * A node of the location tree as text: `US`, `US/CA` or `US/CA/San Francisco`. A place lies within a path when the
 * path is a prefix of it, level by level.
 */
export const locationPath = z
  .string()
  .max(300)
  .regex(/^[A-Z]{2}(\/[^/]+){0,2}$/, 'must be a country, region or city like US, US/CA or US/CA/San Francisco');

/** The deepest known path of a place, or null when not even the country is known. */
export function pathOf(place: Place): string | null {
  if (!place.country) return null;
  if (!place.region) return place.country;
  return place.city ? `${place.country}/${place.region}/${place.city}` : `${place.country}/${place.region}`;
}

export function isWithin(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}
