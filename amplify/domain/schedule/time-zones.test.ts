import { describe, expect, it, test } from 'vitest';
import { DEFAULT_PREFERENCES, preferences } from '../preferences';
import { zoneOffsets } from './zone-offsets';
import { findTimeZone, otherZoneNames, presentZone, TIME_ZONES, zoneLabel, zonesOfAbbreviation } from './time-zones';

const saved = (timeZone: string) => preferences.safeParse({ ...DEFAULT_PREFERENCES, timeZone });
const problemOf = (timeZone: string) => saved(timeZone).error?.issues[0]?.message;

const ALL = TIME_ZONES.flatMap((present) =>
  [present, ...otherZoneNames(present)].map((name) => [name, present] as const),
);
/** Every 40 days, so that summer and winter time of both hemispheres are covered. */
const INSTANTS = Array.from({ length: 10 }, (_, at) => Date.UTC(2026, 0, 15) + at * 40 * 86_400_000);

test('the list has every name and link of the IANA database once, and every zone of this runtime', () => {
  expect(ALL.length).toBeGreaterThan(590);
  expect(new Set(ALL.map(([name]) => name.toLowerCase())).size).toBe(ALL.length);
  for (const name of Intl.supportedValuesOf('timeZone')) expect(findTimeZone(name)).toBe(name);
});

describe.each(ALL)('%s', (name, present) => {
  it(`is accepted in any letter case, stored unchanged, shown as ${present}, and has its offsets`, () => {
    for (const typed of [name, name.toLowerCase(), name.toUpperCase()]) expect(saved(typed).data?.timeZone).toBe(name);
    expect(presentZone(name)).toBe(present);
    const offsets = (zone: string) => INSTANTS.map((instant) => zoneOffsets(zone).offsetAt(instant));
    expect(offsets(name)).toEqual(offsets(present));
  });
});

test.each([
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['America/Godthab', 'America/Nuuk'],
  ['Asia/Saigon', 'Asia/Ho Chi Minh'],
  ['Africa/Asmera', 'Africa/Asmara'],
  ['Iceland', 'Atlantic/Reykjavik'],
  ['US/Pacific', 'America/Los Angeles'],
  ['US/East-Indiana', 'America/Indiana/Indianapolis'],
  ['Etc/UTC', 'UTC'],
  ['GMT', 'UTC'],
  ['Europe/Stockholm', 'Europe/Stockholm'],
])('%s is shown as %s', (zone, label) => expect(zoneLabel(zone)).toBe(label));

test.each<[text: string, problem: string | RegExp]>([
  ['IST', /^is an abbreviation that several zones use; choose one: .*Asia\/Kolkata/],
  ['ist', /Asia\/Jerusalem.*Europe\/Dublin|Europe\/Dublin.*Asia\/Jerusalem/],
  ['BST', /Europe\/London, Asia\/Dhaka/],
  ['PST', /America\/Los_Angeles/],
  ['CST', /America\/Chicago.*or another$/],
  ['AST', /or another$/],
  ['JST', 'is an abbreviation; use Asia/Tokyo'],
  ['CEST', /Europe\/Berlin/],
  ['ACT', 'is an abbreviation; use America/Rio_Branco'],
  ...['AET', 'CNT', 'CTT', 'IET', 'PLT', 'PRT', 'VST'].map((name): [string, RegExp] => [name, /IANA database/]),
  ['berlin', 'is not a time zone of the IANA database; choose one like Europe/Berlin'],
  ['Mars/Olympus', /IANA database/],
  ['Factory', /IANA database/],
  ['+05:30', /IANA database/],
  ['', /IANA database/],
  ['constructor', /IANA database/],
])('%j is refused with a suggestion', (text, problem) => {
  expect(problemOf(text)).toMatch(problem);
});

test('an abbreviation suggests India, Israel and Ireland', () => {
  expect(zonesOfAbbreviation('IST')).toEqual(
    expect.arrayContaining(['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin']),
  );
  expect(zonesOfAbbreviation('toString')).toEqual([]);
});
