import { DEFAULT_PREFERENCES, type Preferences } from '../../../amplify/domain/preferences';

/** Fields that mean something only together: a change of one by each side is a conflict. */
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
  /** What both sides want; of a conflict, mine. */
  merged: Preferences;
  /** Groups that both sides changed to something else. */
  conflicts: FieldGroup[];
  /** Fields that only they changed, which are in `merged`. */
  taken: (keyof Preferences)[];
}

/**
 * Two changes of the same preferences in one. Lists are merged entry by entry, so they never conflict; of the other
 * fields that one side changed take that change.
 */
export function mergePreferences(base: Preferences, mine: Preferences, theirs: Preferences): MergedPreferences {
  const merged = { ...theirs };
  const conflicts: FieldGroup[] = [];
  const taken: (keyof Preferences)[] = [];
  for (const field of LISTS) {
    const wanted = mergeLists<string>(base[field], mine[field], theirs[field]);
    Object.assign(merged, { [field]: wanted });
    if (!sameEntries(wanted, mine[field])) taken.push(field);
  }
  for (const group of GROUPS) {
    const same = (a: Preferences, b: Preferences) => group.every((field) => a[field] === b[field]);
    if (same(mine, theirs)) continue;
    if (same(base, mine)) {
      taken.push(...group.filter((field) => base[field] !== theirs[field]));
      continue;
    }
    for (const field of group) Object.assign(merged, { [field]: mine[field] });
    if (!same(base, theirs)) conflicts.push(group);
  }
  return { merged, conflicts, taken };
}

/** Theirs, with what I added and without what I took away. */
function mergeLists<T>(base: readonly T[], mine: readonly T[], theirs: readonly T[]): T[] {
  const kept = theirs.filter((entry) => mine.includes(entry) || !base.includes(entry));
  const added = mine.filter((entry) => !base.includes(entry) && !theirs.includes(entry));
  return [...kept, ...added];
}

function sameEntries(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((entry) => b.includes(entry));
}
