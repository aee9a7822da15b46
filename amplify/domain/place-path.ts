/* Places as paths. Apart from the schemas in place.ts, so that a page can show a place without loading zod. */

export interface Place {
  country: string | null;
  region: string | null;
  city: string | null;
}

/** The deepest known path of a place, or null when not even the country is known. */
export function pathOf(place: Place): string | null {
  if (!place.country) return null;
  if (!place.region) return place.country;
  return place.city ? `${place.country}/${place.region}/${place.city}` : `${place.country}/${place.region}`;
}

export function isWithin(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}
