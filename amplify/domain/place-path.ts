/* Places as paths. Apart from the schemas in place.ts, so that a page can show a place without loading zod. */

export interface Place {
  country: string | null;
  region: string | null;
  city: string | null;
}

/** A country, a region, or a city whose region may be empty. */
export const PLACE_PATH = /^[A-Z]{2}(\/[^/]+|\/[^/]*\/[^/]+)?$/;

/**
 * The deepest known path of a place, or null when not even the country is known: `US`, `US/CA`, `US/CA/San Francisco`.
 * A city whose region is not known has an empty one: `DE//Berlin`.
 */
export function pathOf({ country, region, city }: Place): string | null {
  if (!country) return null;
  if (city) return `${country}/${region ?? ''}/${city}`;
  return region ? `${country}/${region}` : country;
}

/** The path of the level above: the region of a city, or the country if the region is unknown. Null for a country. */
export function parentOf(path: string): string | null {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? null : path.slice(0, cut).replace(/\/$/, '');
}

export function isWithin(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}
