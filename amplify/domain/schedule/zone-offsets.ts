import { UnknownTimeZoneError } from '../errors';
import { runtimeZone } from './time-zones';

/** From the instant `at` on, until the next change, local time is UTC plus `offset`. In milliseconds. */
interface OffsetChange {
  at: number;
  offset: number;
}

export interface ZoneOffsets {
  /** Milliseconds that local time is ahead of UTC at the instant. */
  offsetAt(instant: number): number;
  /** The offsets around the instant in order, from at least 36 hours before it to 36 hours after; never empty. */
  around(instant: number): readonly OffsetChange[];
  /** The first change after `from` and not after `to`, with the offset before it. */
  nextChange(from: number, to: number): { before: OffsetChange; after: OffsetChange } | null;
}

const DAY = 86_400_000;

/** Offsets are read in chunks. One reading a day finds every change, because no zone changed twice in a day. */
const CHUNK_DAYS = 128;
const CHUNK = CHUNK_DAYS * DAY;

/** Read before and after a chunk. Local times differ from UTC by at most 15 hours, and skip at most 24. */
const MARGIN_DAYS = 2;
const MARGIN = MARGIN_DAYS * DAY;

/** Bounds of the cache against hostile input: spellings of zone names, and dates far apart. */
const MAX_ZONES = 1_000;
const MAX_CHUNKS = 64;

// eslint-disable-next-line no-restricted-syntax -- a memo of a pure function, of MAX_ZONES entries at most
const zones = new Map<string, ZoneOffsets>();

/** The offsets of an IANA zone, read from the runtime's database and cached. Throws UnknownTimeZoneError. */
export function zoneOffsets(timeZone: string): ZoneOffsets {
  let offsets = zones.get(timeZone);
  if (!offsets) {
    if (zones.size >= MAX_ZONES) zones.clear();
    offsets = readZone(timeZone);
    zones.set(timeZone, offsets);
  }
  return offsets;
}

function readZone(timeZone: string): ZoneOffsets {
  const read = offsetReader(timeZone);
  const chunks = new Map<number, OffsetChange[]>();

  function around(instant: number): OffsetChange[] {
    const index = Math.floor(instant / CHUNK);
    let changes = chunks.get(index);
    if (!changes) {
      if (chunks.size >= MAX_CHUNKS) chunks.clear();
      changes = readChanges(read, index * CHUNK - MARGIN, CHUNK_DAYS + 2 * MARGIN_DAYS);
      chunks.set(index, changes);
    }
    return changes;
  }

  return {
    around,
    offsetAt(instant) {
      const changes = around(instant);
      let i = changes.length - 1;
      while (i > 0 && changes[i]!.at > instant) i--;
      return changes[i]!.offset;
    },
    nextChange(from, to) {
      for (let start = Math.floor(from / CHUNK) * CHUNK; start <= to; start += CHUNK) {
        const changes = around(start);
        const i = changes.findIndex(({ at }, index) => index > 0 && at > from);
        if (i > 0) return changes[i]!.at <= to ? { before: changes[i - 1]!, after: changes[i]! } : null;
      }
      return null;
    },
  };
}

function readChanges(read: (instant: number) => number, start: number, days: number): OffsetChange[] {
  const changes: OffsetChange[] = [{ at: start, offset: read(start) }];
  for (let day = 1; day <= days; day++) {
    const end = start + day * DAY;
    const offset = read(end);
    if (offset !== changes.at(-1)!.offset) changes.push({ at: changeBetween(read, end - DAY, end), offset });
  }
  return changes;
}

/** The instant in (from, to] at which the offset becomes that of `to`; zones change on whole seconds. */
function changeBetween(read: (instant: number) => number, from: number, to: number): number {
  const after = read(to);
  let [low, high] = [from / 1000, to / 1000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (read(middle * 1000) === after) high = middle;
    else low = middle;
  }
  return high * 1000;
}

function offsetReader(timeZone: string): (instant: number) => number {
  // Intl reads a missing zone as the machine's own, so it is refused like an unknown one.
  const known = typeof timeZone === 'string' ? runtimeZone(timeZone) : null;
  if (known === null) throw new UnknownTimeZoneError(timeZone);
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: known,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const [month, day, year, hour, minute, second] = format.format(instant).match(/\d+/g)!.map(Number);
    return Date.UTC(year!, month! - 1, day, hour, minute, second) - instant;
  };
}
