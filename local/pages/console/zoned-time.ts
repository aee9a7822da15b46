/** Local date (yyyy-mm-dd) of an instant in a time zone. @throws RangeError for an unknown zone. */
export function dateIn(timeZone: string, at: Date): string {
  return wallClock(timeZone, at).slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The instant at which a zone's clock shows yyyy-mm-ddThh:mm. A time in a gap moves forward by the gap; of a time that
 * occurs twice, the first instant counts.
 */
export function instantIn(timeZone: string, local: string): Date {
  const wanted = Date.parse(`${local}:00Z`);
  const offset = (time: number) => Date.parse(`${wallClock(timeZone, new Date(time))}Z`) - time;
  const candidates = [-86_400_000, 86_400_000].map((shift) => wanted - offset(wanted + shift)).sort((a, b) => a - b);
  const right = candidates.find((time) => time + offset(time) === wanted);
  return new Date(right ?? candidates[1]!);
}

/** yyyy-mm-ddThh:mm:ss on the zone's clock. */
function wallClock(timeZone: string, at: Date): string {
  // The Swedish format is the one of ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
    .format(at)
    .replace(' ', 'T');
}
