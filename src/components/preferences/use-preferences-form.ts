import { computed, ref, shallowRef } from 'vue';
import { relaxation, type Relaxation } from '../../../amplify/domain/matching/relaxation';
import type { Preferences } from '../../../amplify/domain/preferences';
import type { FieldProblem } from '../../../amplify/domain/errors';
import { ApiError, toApiError, type NotConfiguredError } from '../../api/errors';
import type { InvestorProfile } from '../../../amplify/domain/profile';
import { browseText } from '../../text/browse';
import { preferencesText } from '../../text/preferences';
import { mergePreferences, type FieldGroup } from './merge-preferences';
import { draftOf, effectiveMusts, draftProblems, sameDraft, type DraftChange } from './preferences-draft';

/** What a draft would be saved with, and how. Both reject with ApiError. */
export interface PreferencesSource {
  /** `conflict` when another version than `madeFrom` is stored. */
  save(preferences: Preferences, madeFrom: number): Promise<InvestorProfile>;
  read(): Promise<InvestorProfile | null>;
}

/** A group of fields that was changed here and elsewhere to something else. */
export interface Conflict {
  fields: FieldGroup;
  mine: Preferences;
  theirs: Preferences;
}

/** Each try meets another save from elsewhere; more in a row is no accident. */
const MOST_TRIES = 3;

/**
 * A draft of the preferences: what is wrong with it, whether it differs from what is saved, and how to save it.
 * Problems show from the first attempt to save on, and then while typing. What was saved elsewhere meanwhile is merged:
 * fields that only one side changed are taken, the others are asked about.
 */
export function usePreferencesForm(source: PreferencesSource, browserZone: string) {
  const saved = shallowRef<Preferences>(draftOf(null, browserZone));
  const draft = shallowRef<Preferences>(saved.value);
  /** The version of the stored preferences that `saved` is. */
  let version = 0;
  const conflicts = shallowRef<readonly Conflict[]>([]);
  /** Fields that were taken over from elsewhere into a draft with changes of its own. */
  const takenOver = shallowRef<readonly (keyof Preferences)[]>([]);
  const onboarded = ref(false);
  const attempted = ref(false);
  /** The ticket size is being written and can't be read yet. */
  const amountUnreadable = ref(false);
  /** An excluded word is being written and is not added yet. */
  const wordUnfinished = ref(false);
  /** Counts how often the draft was replaced as a whole: fields that hold unread text begin anew then. */
  const edition = ref(0);
  const refused = shallowRef<{ of: Preferences; problems: readonly FieldProblem[] } | null>(null);
  const failure = shallowRef<ApiError | NotConfiguredError | null>(null);

  const ownProblems = computed<FieldProblem[]>(() => {
    const problems = draftProblems(draft.value);
    if (amountUnreadable.value && !problems.some(({ field }) => field === 'maxFunding')) {
      // In the order of the form, where what we look for comes before when we hear of it.
      problems.unshift({ field: 'minFunding', problem: browseText.amountInvalid });
    }
    if (wordUnfinished.value) problems.push({ field: 'excludedTerms', problem: preferencesText.excludedShort });
    return problems;
  });
  const problems = computed<readonly FieldProblem[]>(() => {
    if (ownProblems.value.length > 0) return attempted.value ? ownProblems.value : [];
    return refused.value?.of === draft.value ? refused.value.problems : [];
  });

  function start(profile: InvestorProfile | null): void {
    base(profile);
    draft.value = saved.value;
    conflicts.value = [];
    takenOver.value = [];
    attempted.value = false;
    amountUnreadable.value = false;
    wordUnfinished.value = false;
    refused.value = null;
    failure.value = null;
    edition.value++;
  }

  function base(profile: InvestorProfile | null): void {
    saved.value = draftOf(profile, browserZone);
    version = profile?.preferencesVersion ?? 0;
    onboarded.value = profile?.onboarded ?? false;
  }

  /** Puts the changes of the draft on top of what is stored now. */
  function rebase(profile: InvestorProfile | null): void {
    const [before, mine] = [saved.value, draft.value];
    base(profile);
    const theirs = saved.value;
    const { merged, conflicts: found, taken } = mergePreferences(before, mine, theirs);
    if (!sameDraft(merged, mine)) draft.value = merged;
    const others = conflicts.value.filter(({ fields }) => !found.includes(fields));
    conflicts.value = [...others, ...found.map((fields) => ({ fields, mine, theirs }))];
    if (!sameDraft(mine, before)) takenOver.value = [...new Set([...takenOver.value, ...taken])];
  }

  /** Takes one side of a conflict. It stays on screen, to be changed until it is saved. */
  function choose({ fields, mine, theirs }: Conflict, side: 'mine' | 'theirs'): void {
    const from = side === 'mine' ? mine : theirs;
    patch(() => Object.fromEntries(fields.map((field) => [field, from[field]])));
  }

  /** Takes up changes that were made to another state of what is saved, as after a reload. */
  function resume(made: { from: Preferences; to: Preferences }): void {
    const theirs = saved.value;
    const { merged, conflicts: found, taken } = mergePreferences(made.from, made.to, theirs);
    draft.value = merged;
    conflicts.value = found.map((fields) => ({ fields, mine: made.to, theirs }));
    takenOver.value = taken;
    edition.value++;
  }

  function patch(change: DraftChange): void {
    draft.value = { ...draft.value, ...change(draft.value) };
  }

  function discard(): void {
    draft.value = saved.value;
    conflicts.value = [];
    takenOver.value = [];
    attempted.value = false;
    amountUnreadable.value = false;
    wordUnfinished.value = false;
    edition.value++;
  }

  /** True when it was saved; else `problems` or `failure` say why not. */
  async function submit(): Promise<boolean> {
    attempted.value = true;
    failure.value = null;
    if (ownProblems.value.length > 0) return false;
    const asked = conflicts.value;
    for (let tries = 1; ; tries++) {
      const sent = draft.value;
      try {
        const profile = await source.save({ ...sent, mustMatch: effectiveMusts(sent) }, version);
        base(profile);
        // The form shows what is stored. What was changed while it was being saved stays.
        draft.value = mergePreferences(sent, draft.value, saved.value).merged;
        conflicts.value = [];
        attempted.value = false;
        return true;
      } catch (error) {
        if (!(await metConflict(error, sent))) return false;
        // Something new to decide, or the changes together don't fit: nothing is saved before the person has seen it.
        if (conflicts.value.some((conflict) => !asked.includes(conflict)) || ownProblems.value.length > 0) return false;
        if (tries === MOST_TRIES) {
          failure.value = toApiError(error);
          return false;
        }
      }
    }
  }

  /** True when the refusal is a conflict that is merged now; else `refused` or `failure` say why nothing was saved. */
  async function metConflict(error: unknown, sent: Preferences): Promise<boolean> {
    try {
      if (!(error instanceof ApiError) || error.kind !== 'conflict') throw error;
      rebase(await source.read());
      return true;
    } catch (problem) {
      const known = toApiError(problem);
      if (known instanceof ApiError && known.kind === 'invalid') refused.value = { of: sent, problems: known.problems };
      else failure.value = known;
      return false;
    }
  }

  return {
    draft,
    onboarded,
    amountUnreadable,
    wordUnfinished,
    problems,
    failure,
    errors: computed(() => Object.fromEntries(problems.value.map(({ field, problem }) => [field, sentence(problem)]))),
    dirty: computed(() => amountUnreadable.value || wordUnfinished.value || !sameDraft(draft.value, saved.value)),
    /** The draft where it can be read, for previews of it; without a word that is still being written. */
    readable: computed(() => (draftProblems(draft.value).length > 0 || amountUnreadable.value ? null : draft.value)),
    start,
    patch,
    conflicts,
    takenOver,
    saved: computed(() => saved.value),
    rebase,
    choose,
    resume,
    submit,
    discard,
    edition,
    relax: (nearMiss: Relaxation) => patch((current) => relaxation(nearMiss, current)),
  };
}

/** The schemas say what is wrong after the field's name; at the field itself it stands alone. */
function sentence(problem: string): string {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}${/[.!?]$/.test(problem) ? '' : '.'}`;
}
