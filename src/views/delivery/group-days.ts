import type { DeliveryDay, LoggedDigest } from '../../../amplify/domain/schedule/delivery-log';

/** Consecutive dates without an email for the same reason, or a single date. */
export interface DayGroup<T extends LoggedDigest> {
  /** The latest of the dates. */
  day: DeliveryDay<T>;
  /** The earliest of the dates; for a single date, that date. */
  since: string;
  count: number;
}

/** Groups a log, so that sixty dates before sign-up take one line. Newest first, like the log. */
export function groupDays<T extends LoggedDigest>(days: readonly DeliveryDay<T>[]): DayGroup<T>[] {
  const groups: DayGroup<T>[] = [];
  for (const day of days) {
    const group = groups.at(-1);
    if (group && isQuiet(day) && isQuiet(group.day) && day.noDaily === group.day.noDaily) {
      group.since = day.date;
      group.count++;
    } else {
      groups.push({ day, since: day.date, count: 1 });
    }
  }
  return groups;
}

const isQuiet = ({ daily, onRequest }: DeliveryDay) => daily === null && onRequest.length === 0;
