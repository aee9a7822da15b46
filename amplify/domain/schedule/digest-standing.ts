import { dailyDigestKey } from '../digest/digest';
import type { SchedulePreferences } from '../preferences';
import { isDelayed } from './delay';
import { localDateOf } from './local-time';
import { digestDateOf, nextDigestAt } from './next-digest-at';

/**
 * Whether a daily digest may still be sent.
 * moved: the digest of the same date is due at another instant. changed: the current settings have no such instant.
 * over: its local date has passed.
 */
export type DigestStanding = 'onTime' | 'delayed' | 'moved' | 'changed' | 'over';

/** Compares with the current settings and with `now`, because both may have changed since the run was scheduled. */
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
