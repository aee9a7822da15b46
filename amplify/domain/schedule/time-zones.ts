import known from './time-zones.json';

/*
 * The zones of the IANA database. The list is part of the project and does not depend on the runtime: ICU reads `BST` as
 * Asia/Dhaka and `IST` as Asia/Kolkata, and Node's own list lacks Asia/Kolkata and Europe/Kyiv.
 */

/** Present names, each with the former and other names of the same zone. */
const NAMES: Readonly<Record<string, readonly string[]>> = known.names;
const ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = known.abbreviations;

const presentNames = new Map(
  Object.entries(NAMES).flatMap(([present, others]) => [present, ...others].map((name) => [name, present] as const)),
);
const spellings = new Map([...presentNames.keys()].map((name) => [name.toLowerCase(), name]));

/** The present name of every zone. */
export const TIME_ZONES: readonly string[] = Object.keys(NAMES);

/** The IANA name or link in its usual spelling, for any letter case; null for other text. */
export function findTimeZone(text: string): string | null {
  return spellings.get(text.trim().toLowerCase()) ?? null;
}

/** The present name of a zone: Asia/Kolkata for Asia/Calcutta. Other text is returned unchanged. */
export function presentZone(zone: string): string {
  return presentNames.get(zone) ?? zone;
}

/** Other names of the zone with this present name. */
export function otherZoneNames(present: string): readonly string[] {
  return NAMES[present] ?? [];
}

/** The label of a zone: `America/New York`. */
export function zoneLabel(zone: string): string {
  return presentZone(zone).replaceAll('_', ' ');
}

/** Present names of the zones that use an abbreviation such as IST in winter or summer, the best-known first. */
export function zonesOfAbbreviation(text: string): readonly string[] {
  const short = text.trim().toUpperCase();
  return Object.hasOwn(ABBREVIATIONS, short) ? ABBREVIATIONS[short]! : [];
}

// eslint-disable-next-line no-restricted-syntax -- a memo of a pure function, of one entry for each IANA name at most
const runtimeNames = new Map<string, string | null>();

/**
 * The name of a zone in this runtime's database. An older database may have only a former name. Null for text that is no
 * zone, and for a zone that the database lacks.
 */
export function runtimeZone(zone: string): string | null {
  const name = findTimeZone(zone);
  if (name === null) return null;
  let found = runtimeNames.get(name);
  if (found === undefined) {
    const present = presentZone(name);
    found = [name, present, ...otherZoneNames(present)].find(isKnownToRuntime) ?? null;
    runtimeNames.set(name, found);
  }
  return found;
}

function isKnownToRuntime(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const OFFERED = 4;

/** Why a text is no valid time zone, to follow the field's name; null for a zone in this runtime's database. */
export function timeZoneProblem(text: string): string | null {
  if (runtimeZone(text) !== null) return null;
  if (findTimeZone(text) !== null) return 'is not known to this system yet; choose another zone with the same time';
  const zones = zonesOfAbbreviation(text);
  if (zones.length > 0) {
    const offered = zones.slice(0, OFFERED).join(', ');
    const more = zones.length > OFFERED ? ' or another' : '';
    return zones.length === 1
      ? `is an abbreviation; use ${offered}`
      : `is an abbreviation that several zones use; choose one: ${offered}${more}`;
  }
  return 'is not a time zone of the IANA database; choose one like Europe/Berlin';
}
