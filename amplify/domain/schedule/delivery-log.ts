import type { Digest } from '../digest/digest';
import type { InvestorProfile } from '../profile';
import { isDelayed } from './delay';
import { formatLocalDay, instantOfLocalTime, localDateOf, parseLocalDay, type LocalDay } from './local-time';
import { weekdayOf } from './next-digest-at';

/** The fields of a digest that the log reads. The log returns the digest with all its fields. */
export type LoggedDigest = Pick<Digest, 'key' | 'kind' | 'dueAt' | 'localDate' | 'sentAt'>;

/**
 * Why no daily email was planned on a date.
 * notPlanned: unknown, e.g. because the settings changed later. stillToCome: today's email, which is planned in its hour.
 */
export type NoEmailReason =
  'beforeSignUp' | 'notSetUp' | 'dailyOff' | 'paused' | 'weekdayNotChosen' | 'stillToCome' | 'notPlanned';

export interface DeliveryDay<T extends LoggedDigest = LoggedDigest> {
  /** Local date like 2026-03-29. */
  date: string;
  /** The date's daily digest. */
  daily: T | null;
  /** Digests requested on that date, newest first. */
  onRequest: T[];
  /** Why there is no daily digest; null when there is one. */
  noDaily: NoEmailReason | null;
}

type LoggedProfile = Pick<
  InvestorProfile,
  | 'timeZone'
  | 'dailyRecommendations'
  | 'weekdays'
  | 'pausedUntil'
  | 'nextDigestAt'
  | 'onboarded'
  | 'createdAt'
  | 'updatedAt'
>;

/**
 * Every local date of the last `days` with its digests, newest first. Dates that the zone skipped are left out. A date
 * after `today` is listed when it has a digest: the investor may have moved west. The settings explain only dates after
 * their last change, because earlier settings are not recorded.
 * `today` is the investor's local date. Throws UnknownTimeZoneError.
 */
export function deliveryLog<T extends LoggedDigest>(input: {
  profile: LoggedProfile;
  digests: readonly T[];
  today: string;
  days: number;
}): DeliveryDay<T>[] {
  const { profile, digests, today, days } = input;
  const last = parseLocalDay(today);
  const first = last - days + 1;
  const byDay = new Map<LocalDay, T[]>();
  for (const digest of digests) {
    const day = parseLocalDay(digest.localDate);
    if (day >= first) byDay.set(day, [...(byDay.get(day) ?? []), digest]);
  }
  const dates = new Set(byDay.keys());
  for (let day = first; day <= last; day++) if (zoneHas(day, profile.timeZone)) dates.add(day);
  return [...dates]
    .sort((a, b) => b - a)
    .map((day) => {
      const ofDay = (byDay.get(day) ?? []).sort((a, b) => (a.dueAt < b.dueAt ? 1 : -1));
      const daily = ofDay.find(({ kind }) => kind === 'daily') ?? null;
      return {
        date: formatLocalDay(day),
        daily,
        onRequest: ofDay.filter(({ kind }) => kind === 'instant'),
        noDaily: daily ? null : whyNone(profile, day, last),
      };
    });
}

/** Whole minutes between the due minute of a daily digest and its sending; 0 when it was on time or not sent. */
export function minutesLate({ kind, dueAt, sentAt }: LoggedDigest): number {
  if (kind !== 'daily' || sentAt === null) return 0;
  const [due, sent] = [Date.parse(dueAt), Date.parse(sentAt)];
  return isDelayed(due, sent) ? Math.floor((sent - due) / 60_000) : 0;
}

function whyNone(profile: LoggedProfile, day: LocalDay, today: LocalDay): NoEmailReason {
  const { timeZone, nextDigestAt, pausedUntil } = profile;
  const dayOf = (instant: string) => parseLocalDay(localDateOf(new Date(instant), timeZone));
  if (day < dayOf(profile.createdAt)) return 'beforeSignUp';
  if (!profile.onboarded) return 'notSetUp';
  if (day === today && nextDigestAt !== null && dayOf(nextDigestAt) === today) return 'stillToCome';
  // The settings apply to today, and to an earlier date only if they were saved before it began.
  if (day !== today && day <= dayOf(profile.updatedAt)) return 'notPlanned';
  if (!profile.dailyRecommendations) return 'dailyOff';
  if (pausedUntil !== null && day < parseLocalDay(pausedUntil)) return 'paused';
  if (!profile.weekdays.includes(weekdayOf(day))) return 'weekdayNotChosen';
  return 'notPlanned';
}

/** False for a date that the zone skipped, like 2011-12-30 in Apia. */
function zoneHas(day: LocalDay, timeZone: string): boolean {
  return instantOfLocalTime(day, 0, timeZone) !== null;
}
