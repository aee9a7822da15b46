import { Cron } from 'croner';

/**
 * The next time after an instant at which a rule's ScheduleExpression fires; null if there is none.
 * `cron(minute hour day month weekday year)` in UTC with weekdays 1 (Sunday) to 7; `rate(n unit)` counted from `since`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @throws Error for an expression that EventBridge rejects
 */
export function nextFiring(expression: string, after: Date, since: Date): Date | null {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) {
    const period = Number(rate[1]) * { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[rate[2] as 'minute'];
    if (!period) throw new Error(`${expression} must be longer than zero.`);
    const periods = Math.floor((after.getTime() - since.getTime()) / period) + 1;
    return new Date(since.getTime() + Math.max(1, periods) * period);
  }
  const cron = /^cron\(([^()]+)\)$/.exec(expression);
  const fields = cron?.[1]!.trim().split(/\s+/);
  if (fields?.length !== 6) throw new Error(`${expression} is neither rate(...) nor cron(...) of six fields.`);
  const [minute, hour, day, month, weekday, year] = fields;
  if ((day === '?') === (weekday === '?'))
    throw new Error(`${expression} needs ? as its day or its weekday, not both.`);
  const pattern = `0 ${minute} ${hour} ${any(day!)} ${month} ${any(weekday!)} ${year}`;
  return new Cron(pattern, {
    paused: true,
    timezone: 'UTC',
    mode: '7-part',
    sloppyRanges: true,
    alternativeWeekdays: true,
  }).nextRun(after);
}

const any = (field: string) => (field === '?' ? '*' : field);

/**
 * The instant of a one-time `at(yyyy-mm-ddThh:mm:ss)` in a time zone; null for another kind of expression. A time in a
 * gap of the clock moves forward by the gap. Of a time that occurs twice, the first instant counts.
 */
export function instantOf(expression: string, timeZone = 'UTC'): Date | null {
  const parts = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(expression);
  const asUtc = parts ? new Date(`${parts[1]}Z`) : null;
  if (!asUtc || Number.isNaN(asUtc.getTime())) return null;
  // The offsets a day before and a day after cover both sides of a clock change. The earlier valid candidate is used.
  const candidates = [-1, 1]
    .map((days) => asUtc.getTime() - offsetAt(new Date(asUtc.getTime() + days * 86_400_000), timeZone))
    .sort((a, b) => a - b);
  const right = candidates.find((time) => time + offsetAt(new Date(time), timeZone) === asUtc.getTime());
  return new Date(right ?? candidates[1]!);
}

/** Offset of a zone's clock from UTC in milliseconds. @throws RangeError for an unknown zone. */
function offsetAt(instant: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const value = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  const local = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return local - Math.floor(instant.getTime() / 1000) * 1000;
}
