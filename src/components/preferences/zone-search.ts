import { foldText } from '../../../amplify/domain/catalog/text-fold';
import {
  otherZoneNames,
  presentZone,
  TIME_ZONES,
  zoneLabel,
  zonesOfAbbreviation,
} from '../../../amplify/domain/schedule/time-zones';
import zonePlaces from './zone-places.json';

/** The country of each zone, and its larger cities. */
const PLACES: Readonly<Record<string, readonly string[]>> = zonePlaces;

export interface FoundZones {
  /** Current names, the best match first. */
  zones: readonly string[];
  /** True if the text is an abbreviation. The person then has to choose, because it can mean several zones. */
  isAbbreviation: boolean;
}

/** Finds zones by name, former name, city, country or abbreviation. Ignores case and accents. */
export function searchZones(text: string): FoundZones {
  const wanted = fold(text);
  if (!wanted) return { zones: TIME_ZONES, isAbbreviation: false };
  const abbreviated = zonesOfAbbreviation(text).map(presentZone);
  // An abbreviation may be the beginning of a longer name, but is not searched inside of names.
  const worst = abbreviated.length > 0 ? PREFIX : CONTAINS;
  const scored = INDEX.flatMap(({ zone, names }) => {
    const best = Math.min(...names.map((name) => rank(name, wanted)));
    return best > worst || abbreviated.includes(zone) ? [] : [{ zone, best }];
  });
  const named = scored.sort((a, b) => a.best - b.best).map(({ zone }) => zone);
  return { zones: [...abbreviated, ...named], isAbbreviation: abbreviated.length > 0 };
}

/** The places of a zone, for example `India: Mumbai, Delhi`. Empty for UTC and plain offsets. */
export function zonePlace(zone: string): string {
  const [country, ...cities] = PLACES[zone] ?? [];
  if (!country) return '';
  return cities.length > 0 ? `${country}: ${cities.join(', ')}` : country;
}

const [EQUAL, PREFIX, WORD_PREFIX, CONTAINS, NONE] = [0, 1, 2, 3, 4];

/** How well a name matches: the lower, the better. */
function rank(name: string, wanted: string): number {
  if (name === wanted) return EQUAL;
  if (name.startsWith(wanted)) return PREFIX;
  if (name.includes(` ${wanted}`)) return WORD_PREFIX;
  return wanted.length > 2 && name.includes(wanted) ? CONTAINS : NONE;
}

function fold(text: string): string {
  return foldText(text).replace(/[/_]/g, ' ').trim();
}

const INDEX = TIME_ZONES.map((zone) => {
  const lastPart = zone.split('/').at(-1)!;
  return { zone, names: [zoneLabel(zone), lastPart, ...otherZoneNames(zone), ...(PLACES[zone] ?? [])].map(fold) };
});
