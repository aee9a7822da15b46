import { expect, it } from 'vitest';
import { searchZones, zonePlace } from './zone-search';

it.each([
  ['berlin', 'Europe/Berlin'],
  ['  BERLIN ', 'Europe/Berlin'],
  ['europe/berlin', 'Europe/Berlin'],
  ['mumbai', 'Asia/Kolkata'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['calcutta', 'Asia/Kolkata'],
  ['kiev', 'Europe/Kyiv'],
  ['godthab', 'America/Nuuk'],
  ['San Francisco', 'America/Los_Angeles'],
  ['new york', 'America/New_York'],
  ['new_york', 'America/New_York'],
  ['sao paulo', 'America/Sao_Paulo'],
  ['munich', 'Europe/Berlin'],
  ['koln', 'Europe/Berlin'],
  ['japan', 'Asia/Tokyo'],
  ['nepal', 'Asia/Kathmandu'],
  ['utc', 'UTC'],
  ['zulu', 'UTC'],
  ['Etc/GMT+5', 'Etc/GMT+5'],
  ['JST', 'Asia/Tokyo'],
])('%j finds %s first', (text, zone) => {
  expect(searchZones(text).zones[0]).toBe(zone);
});

it.each([
  ['IST', ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin']],
  ['ist', ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin']],
  ['BST', ['Europe/London', 'Asia/Dhaka']],
  ['CST', ['America/Chicago', 'Asia/Shanghai']],
  ['EST', ['America/New_York', 'America/Panama']],
  ['PST', ['America/Los_Angeles', 'Asia/Manila']],
])('%j is an abbreviation of each of %j', (text, zones) => {
  const found = searchZones(text);
  expect(found.isAbbreviation).toBe(true);
  expect(found.zones).toEqual(expect.arrayContaining(zones));
  expect(new Set(found.zones).size).toBe(found.zones.length);
});

it('finds nothing for an unknown place, and returns the places of a zone', () => {
  expect(searchZones('Mars Olympus')).toEqual({ zones: [], isAbbreviation: false });
  expect(zonePlace('Asia/Kolkata')).toMatch(/^India: Mumbai/);
  expect(zonePlace('UTC')).toBe('');
});
