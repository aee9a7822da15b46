import { dailyDigestKey } from '../digest/digest';
import type { SchedulePreferences } from '../preferences';
import { isDelayed } from './delay';
import { localDateOf } from './local-time';
import { digestDateOf, nextDigestAt } from './next-digest-at';

/**
 * What holds for a daily digest at the moment its run looks.
 * moved: the same date's digest is to come at another instant. changed: the settings of today know no such instant.
 * over: its local date has passed.
 */
export type DigestStanding = 'onTime' | 'delayed' | 'moved' | 'changed' | 'over';

/** Held against the settings and the clock of `now`, for both may have moved on since the run was ordered. */
export function digestStanding(
  profile: SchedulePreferences & { nextDigestAt: string | null },
  { digestKey, dueAt }: { digestKey: string; dueAt: string },
  now: Date,
): DigestStanding {
  const due = new Date(dueAt);
  const { nextDigestAt: next, timeZone } = profile;
  if (next !== null && Date.parse(next) !== due.getTime()) {
    if (dailyDigestKey(digestDateOf(new Date(next), profile)) === digestKey) return 'moved';
  }
  if (nextDigestAt(profile, new Date(due.getTime() - 1))?.getTime() !== due.getTime()) return 'changed';
  if (localDateOf(now, timeZone) > localDateOf(due, timeZone)) return 'over';
  return isDelayed(due, now) ? 'delayed' : 'onTime';
}
