import known from './time-zones.json';

/*
 * The zones of the IANA database by the list that ships with the project, not by what the runtime accepts: ICU takes
 * `BST` for Asia/Dhaka and `IST` for Asia/Kolkata, and Node's own list lacks Asia/Kolkata and Europe/Kyiv.
 */

/** Present names, each with the former and other names of the same zone. */
const NAMES: Readonly<Record<string, readonly string[]>> = known.names;
const ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = known.abbreviations;

const presentNames = new Map<string, string>();
const spellings = new Map<string, string>();
for (const [present, others] of Object.entries(NAMES)) {
  for (const name of [present, ...others]) {
    presentNames.set(name, present);
    spellings.set(name.toLowerCase(), name);
  }
}

/** The present name of every zone. */
export const TIME_ZONES: readonly string[] = Object.keys(NAMES);

/** The IANA name or link in its usual spelling, whatever its letter case; null for anything else. */
export function findTimeZone(text: string): string | null {
  return spellings.get(text.trim().toLowerCase()) ?? null;
}

/** The name that a zone goes by today: Asia/Kolkata for Asia/Calcutta. What is no zone stays as it is. */
export function presentZone(zone: string): string {
  return presentNames.get(zone) ?? zone;
}

/** Other names that lead to a zone of this present name. */
export function otherZoneNames(present: string): readonly string[] {
  return NAMES[present] ?? [];
}

/** How a zone is shown: `America/New York`. */
export function zoneLabel(zone: string): string {
  return presentZone(zone).replaceAll('_', ' ');
}

/** Present names of the zones that use an abbreviation such as IST in winter or summer, the best known first. */
export function zonesOfAbbreviation(text: string): readonly string[] {
  const short = text.trim().toUpperCase();
  return Object.hasOwn(ABBREVIATIONS, short) ? ABBREVIATIONS[short]! : [];
}

const runtimeNames = new Map<string, string | null>();

/**
 * The name under which this runtime's database has a zone: an older one may know it by a former name only. Null for
 * what is no zone, or not known here under any name.
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

/** What is wrong with a text as a time zone, after the field's name; null for a zone that this runtime knows. */
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
