import { DEFAULT_PREFERENCES, type Preferences } from '../../../amplify/domain/preferences';

/** Fields that belong together. It is a conflict if each side changes one of them. */
export type FieldGroup = readonly (keyof Preferences)[];

type ListField = {
  [Field in keyof Preferences]: Preferences[Field] extends unknown[] ? Field : never;
}[keyof Preferences];

const FIELDS = Object.keys(DEFAULT_PREFERENCES) as (keyof Preferences)[];
const isList = (field: keyof Preferences): field is ListField => Array.isArray(DEFAULT_PREFERENCES[field]);
const LISTS = FIELDS.filter(isList);
const PAIRS: readonly FieldGroup[] = [
  ['minFunding', 'maxFunding'],
  ['preferredTime', 'timeZone'],
];
const GROUPS: readonly FieldGroup[] = [
  ...PAIRS,
  ...FIELDS.filter((field) => !isList(field) && !PAIRS.some((pair) => pair.includes(field))).map((field) => [field]),
];

export interface MergedPreferences {
  /** The changes of both sides. In a conflict, mine. */
  merged: Preferences;
  /** Groups that the sides changed to different values. */
  conflicts: FieldGroup[];
  /** Fields that only the other side changed. `merged` has their values. */
  adopted: (keyof Preferences)[];
}

/**
 * Merges two changes of the same preferences. Lists are merged entry by entry, so they never conflict. Any other field
 * that only one side changed has the value of that side.
 */
export function mergePreferences(base: Preferences, mine: Preferences, theirs: Preferences): MergedPreferences {
  const merged = { ...theirs };
  const conflicts: FieldGroup[] = [];
  const adopted: (keyof Preferences)[] = [];
  for (const field of LISTS) {
    const wanted = mergeLists<string>(base[field], mine[field], theirs[field]);
    Object.assign(merged, { [field]: wanted });
    if (!sameEntries(wanted, mine[field])) adopted.push(field);
  }
  for (const group of GROUPS) {
    const same = (a: Preferences, b: Preferences) => group.every((field) => a[field] === b[field]);
    if (same(mine, theirs)) continue;
    if (same(base, mine)) {
      adopted.push(...group.filter((field) => base[field] !== theirs[field]));
      continue;
    }
    for (const field of group) Object.assign(merged, { [field]: mine[field] });
    if (!same(base, theirs)) conflicts.push(group);
  }
  return { merged, conflicts, adopted };
}

/** Their list, with the entries that I added and without those that I removed. */
function mergeLists<T>(base: readonly T[], mine: readonly T[], theirs: readonly T[]): T[] {
  const kept = theirs.filter((entry) => mine.includes(entry) || !base.includes(entry));
  const added = mine.filter((entry) => !base.includes(entry) && !theirs.includes(entry));
  return [...kept, ...added];
}

function sameEntries(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((entry) => b.includes(entry));
}
