import { WEEKDAY_LABELS } from '../../../amplify/domain/labels';
import type { Weekday } from '../../../amplify/domain/preferences';

export const WEEKDAYS_IN_ORDER = Object.keys(WEEKDAY_LABELS) as Weekday[];

/** Three or more days in a row: `Monday to Friday`. Other days: `Monday, Wednesday, and Sunday`. */
export function weekdayList(chosen: readonly Weekday[]): string {
  const positions = WEEKDAYS_IN_ORDER.map((day, index) => (chosen.includes(day) ? index : -1)).filter((at) => at >= 0);
  const labels = positions.map((at) => WEEKDAY_LABELS[WEEKDAYS_IN_ORDER[at]!]);
  const inARow = positions.every((at, index) => index === 0 || at === positions[index - 1]! + 1);
  if (inARow && labels.length > 2) return `${labels[0]} to ${labels.at(-1)}`;
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(labels);
}
