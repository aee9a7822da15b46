import { foldText } from '../../../amplify/domain/catalog/text-fold';
import {
  otherZoneNames,
  presentZone,
  TIME_ZONES,
  zoneLabel,
  zonesOfAbbreviation,
} from '../../../amplify/domain/schedule/time-zones';
import zonePlaces from './zone-places.json';

/** Country, then larger cities. */
const PLACES: Readonly<Record<string, readonly string[]>> = zonePlaces;

export interface FoundZones {
  /** Present names, the best first. */
  zones: readonly string[];
  /** The text is an abbreviation, which is asked about: it stands for any of the zones. */
  isAbbreviation: boolean;
}

/** Zones by name, former name, city, country or abbreviation, in any letter case and without accents. */
export function searchZones(text: string): FoundZones {
  const wanted = fold(text);
  if (!wanted) return { zones: TIME_ZONES, isAbbreviation: false };
  const asked = zonesOfAbbreviation(text).map(presentZone);
  // Who types an abbreviation may still be on the way to a longer name, but means nothing amid one.
  const worst = asked.length > 0 ? BEGINS : AMID;
  const scored = INDEX.flatMap(({ zone, words }) => {
    const best = Math.min(...words.map((word) => rank(word, wanted)));
    return best > worst || asked.includes(zone) ? [] : [{ zone, best }];
  });
  const named = scored.sort((a, b) => a.best - b.best).map(({ zone }) => zone);
  return { zones: [...asked, ...named], isAbbreviation: asked.length > 0 };
}

/** Where a zone is, e.g. `India: Mumbai, Delhi`; empty for UTC and plain offsets. */
export function zonePlace(zone: string): string {
  const [country, ...cities] = PLACES[zone] ?? [];
  if (!country) return '';
  return cities.length > 0 ? `${country}: ${cities.join(', ')}` : country;
}

const [IS, BEGINS, PART_BEGINS, AMID, NONE] = [0, 1, 2, 3, 4];

/** The whole word before its beginning, that before the beginning of a part, that before anywhere within. */
function rank(word: string, wanted: string): number {
  if (word === wanted) return IS;
  if (word.startsWith(wanted)) return BEGINS;
  if (word.includes(` ${wanted}`)) return PART_BEGINS;
  return wanted.length > 2 && word.includes(wanted) ? AMID : NONE;
}

function fold(text: string): string {
  return foldText(text).replace(/[/_]/g, ' ').trim();
}

const INDEX = TIME_ZONES.map((zone) => {
  const lastPart = zone.split('/').at(-1)!;
  return { zone, words: [zoneLabel(zone), lastPart, ...otherZoneNames(zone), ...(PLACES[zone] ?? [])].map(fold) };
});
