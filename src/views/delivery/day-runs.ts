import type { DeliveryDay, LoggedDigest } from '../../../amplify/domain/schedule/delivery-log';

/** Dates side by side on which nothing happened for the same reason, or one date on its own. Newest first. */
export interface DayRun<T extends LoggedDigest> {
  /** The latest of the dates. */
  day: DeliveryDay<T>;
  /** The earliest; the same as the latest for one date. */
  since: string;
  count: number;
}

/** Folds a log so that sixty dates before sign-up are one line. Takes and keeps the order newest first. */
export function dayRuns<T extends LoggedDigest>(days: readonly DeliveryDay<T>[]): DayRun<T>[] {
  const runs: DayRun<T>[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && isQuiet(day) && isQuiet(run.day) && day.noDaily === run.day.noDaily) {
      run.since = day.date;
      run.count++;
    } else {
      runs.push({ day, since: day.date, count: 1 });
    }
  }
  return runs;
}

const isQuiet = ({ daily, onRequest }: DeliveryDay) => daily === null && onRequest.length === 0;
