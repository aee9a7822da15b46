const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Parses an instant in ISO 8601. The offset is required, so that the local time zone has no influence.
 * @throws Error with the expected format
 */
export function parseInstant(text: unknown): Date {
  const date = new Date(typeof text === 'string' && ISO.test(text) ? text : Number.NaN);
  // Date turns the 30th of February into the 2nd of March.
  if (Number.isNaN(date.getTime()) || !sameDay(text as string))
    throw new Error(
      `${typeof text === 'string' ? `"${text}"` : 'Nothing'} is not an instant: write it as 2026-03-29T06:00:00Z or 2026-03-29T08:00:00+02:00.`,
    );
  return date;
}

function sameDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12;
}
