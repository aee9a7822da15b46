import { writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { getTimeZones, timeZonesNames, tzdbVersion } from '@vvo/tzdb';

/*
 * Writes the lists of time zones that the project ships with, from @vvo/tzdb (MIT; IANA tz database, GeoNames):
 *   npm run import:zones
 */

/** Names of UTC and of fixed offsets that the library omits. */
const UTC_NAMES = ['GMT', 'Etc/GMT', 'Etc/GMT+0', 'Etc/GMT-0', 'Etc/GMT0', 'Etc/Greenwich', 'Etc/UCT'].concat([
  'Etc/Universal',
  'Etc/Zulu',
  'GMT+0',
  'GMT-0',
  'GMT0',
  'Greenwich',
  'UCT',
  'Universal',
  'Zulu',
]);

const groups = getTimeZones({ includeUtc: true, includeGmtOffsets: true }).map((zone) =>
  zone.name === 'Etc/UTC' ? { ...zone, name: 'UTC', group: [...zone.group, 'Etc/UTC', ...UTC_NAMES] } : zone,
);
const present = new Set<string>([...timeZonesNames, ...groups.map(({ name }) => name)]);

/** CLDR's groups of equal zones, which map a former name to a current name of the group. */
const icuName = (zone: string) => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
const presentByIcu = new Map([...present].map((zone) => [icuName(zone), zone]));

const names = new Map([...present].sort().map((zone) => [zone, new Set<string>()]));
for (const { name, group } of groups) {
  for (const other of group) {
    if (present.has(other)) continue;
    const stoodFor = presentByIcu.get(icuName(other));
    names.get(stoodFor && group.includes(stoodFor) ? stoodFor : name)!.add(other);
  }
}

/** Zones with many aliases first, because they are better known. */
const byFame = groups.toSorted((a, b) => b.group.length - a.group.length);
const abbreviations = new Map<string, string[]>();
for (const { name, abbreviation, dstAbbreviation } of byFame) {
  for (const short of [abbreviation, dstAbbreviation]) {
    if (!short || !/^[A-Z]{2,5}$/i.test(short) || name === 'UTC' || name.startsWith('Etc/')) continue;
    const zones = abbreviations.get(short.toUpperCase()) ?? [];
    if (!zones.includes(name)) abbreviations.set(short.toUpperCase(), [...zones, name]);
  }
}

/** Country and larger cities of a zone. A group has the cities of its first name. */
const places = groups
  .filter(({ name }) => name !== 'UTC' && !name.startsWith('Etc/'))
  .flatMap(({ name, group, countryName, mainCities }) =>
    [...new Set([name, ...group])]
      .filter((zone) => present.has(zone))
      .map((zone) => [zone, [countryName, ...(zone === name ? mainCities : [])]] as const),
  );

await write('amplify/domain/schedule/time-zones.json', {
  version: tzdbVersion,
  names: Object.fromEntries([...names].map(([zone, others]) => [zone, [...others].sort()])),
  abbreviations: Object.fromEntries([...abbreviations].sort()),
});
await write('src/components/preferences/zone-places.json', Object.fromEntries(places));

async function write(file: string, content: object): Promise<void> {
  await writeFile(file, await format(JSON.stringify(content), { parser: 'json', printWidth: 120 }));
}
