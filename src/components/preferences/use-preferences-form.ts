import { computed, ref, shallowRef } from 'vue';
import { relaxation, type Relaxation } from '../../../amplify/domain/matching/relaxation';
import type { Preferences } from '../../../amplify/domain/preferences';
import type { FieldProblem } from '../../../amplify/domain/errors';
import { ApiError, toApiError, type NotConfiguredError } from '../../api/errors';
import type { InvestorProfile } from '../../../amplify/domain/profile';
import { browseText } from '../../text/browse';
import { preferencesText } from '../../text/preferences';
import { mergePreferences, type FieldGroup } from './merge-preferences';
import { draftOf, effectiveMustHaves, draftProblems, sameDraft, type DraftChange } from './preferences-draft';

/** Reads and saves the preferences. Both methods reject with ApiError. */
export interface PreferencesSource {
  /** Rejects with `conflict` if the stored version is not `expectedVersion`. */
  save(preferences: Preferences, expectedVersion: number): Promise<InvestorProfile>;
  read(): Promise<InvestorProfile | null>;
}

/** A group of fields that was changed here and elsewhere, to different values. */
export interface Conflict {
  fields: FieldGroup;
  mine: Preferences;
  theirs: Preferences;
}

/** After a conflict, the form merges and saves again. The last conflict is reported. */
const MAX_ATTEMPTS = 3;

/**
 * A draft of the preferences, with its problems and the actions on it. Problems are shown from the first attempt to save
 * on, and then updated while typing. Changes that were saved elsewhere are merged: a field that both sides changed is a
 * conflict, which the investor decides.
 */
export function usePreferencesForm(source: PreferencesSource, browserZone: string) {
  const saved = shallowRef<Preferences>(draftOf(null, browserZone));
  const draft = shallowRef<Preferences>(saved.value);
  /** The version of `saved`. */
  let version = 0;
  const conflicts = shallowRef<readonly Conflict[]>([]);
  /** Fields whose values from elsewhere were merged into a draft that also has changes of its own. */
  const adopted = shallowRef<readonly (keyof Preferences)[]>([]);
  const onboarded = ref(false);
  const attempted = ref(false);
  /** True while the text of the ticket size is invalid. */
  const amountInvalid = ref(false);
  /** True while an excluded word is typed but not added. */
  const wordUnfinished = ref(false);
  /** Counts the replacements of the whole draft. Fields that contain invalid text are then rendered again. */
  const resetCount = ref(0);
  const rejected = shallowRef<{ of: Preferences; problems: readonly FieldProblem[] } | null>(null);
  const failure = shallowRef<ApiError | NotConfiguredError | null>(null);

  const ownProblems = computed<FieldProblem[]>(() => {
    const problems = draftProblems(draft.value);
    if (amountInvalid.value && !problems.some(({ field }) => field === 'maxFunding')) {
      // In the order of the form, where the ticket size comes before the schedule.
      problems.unshift({ field: 'minFunding', problem: browseText.amountInvalid });
    }
    if (wordUnfinished.value) problems.push({ field: 'excludedTerms', problem: preferencesText.excludedShort });
    return problems;
  });
  const problems = computed<readonly FieldProblem[]>(() => {
    if (ownProblems.value.length > 0) return attempted.value ? ownProblems.value : [];
    return rejected.value?.of === draft.value ? rejected.value.problems : [];
  });

  function start(profile: InvestorProfile | null): void {
    base(profile);
    draft.value = saved.value;
    conflicts.value = [];
    adopted.value = [];
    attempted.value = false;
    amountInvalid.value = false;
    wordUnfinished.value = false;
    rejected.value = null;
    failure.value = null;
    resetCount.value++;
  }

  function base(profile: InvestorProfile | null): void {
    saved.value = draftOf(profile, browserZone);
    version = profile?.preferencesVersion ?? 0;
    onboarded.value = profile?.onboarded ?? false;
  }

  /** Applies the changes of the draft to the preferences that are stored now. */
  function rebase(profile: InvestorProfile | null): void {
    const [before, mine] = [saved.value, draft.value];
    base(profile);
    const theirs = saved.value;
    const { merged, conflicts: found, adopted: fromTheirs } = mergePreferences(before, mine, theirs);
    if (!sameDraft(merged, mine)) draft.value = merged;
    const others = conflicts.value.filter(({ fields }) => !found.includes(fields));
    conflicts.value = [...others, ...found.map((fields) => ({ fields, mine, theirs }))];
    if (!sameDraft(mine, before)) adopted.value = [...new Set([...adopted.value, ...fromTheirs])];
  }

  /** Sets the fields of a conflict to one side. The conflict stays on screen until the draft is saved. */
  function choose({ fields, mine, theirs }: Conflict, side: 'mine' | 'theirs'): void {
    const from = side === 'mine' ? mine : theirs;
    patch(() => Object.fromEntries(fields.map((field) => [field, from[field]])));
  }

  /** Applies changes that were made to an older state of the saved preferences, for example before a reload. */
  function resume(kept: { from: Preferences; to: Preferences }): void {
    const theirs = saved.value;
    const { merged, conflicts: found, adopted: fromTheirs } = mergePreferences(kept.from, kept.to, theirs);
    draft.value = merged;
    conflicts.value = found.map((fields) => ({ fields, mine: kept.to, theirs }));
    adopted.value = fromTheirs;
    resetCount.value++;
  }

  function patch(change: DraftChange): void {
    draft.value = { ...draft.value, ...change(draft.value) };
  }

  function discard(): void {
    draft.value = saved.value;
    conflicts.value = [];
    adopted.value = [];
    attempted.value = false;
    amountInvalid.value = false;
    wordUnfinished.value = false;
    resetCount.value++;
  }

  /** True if the draft was saved. If not, `problems` or `failure` is the reason. */
  async function submit(): Promise<boolean> {
    attempted.value = true;
    failure.value = null;
    if (ownProblems.value.length > 0) return false;
    const known = conflicts.value;
    for (let attempt = 1; ; attempt++) {
      const sent = draft.value;
      try {
        const profile = await source.save({ ...sent, mustMatch: effectiveMustHaves(sent) }, version);
        base(profile);
        // The form shows what is stored. Changes that were made during the save are kept.
        draft.value = mergePreferences(sent, draft.value, saved.value).merged;
        conflicts.value = [];
        attempted.value = false;
        return true;
      } catch (error) {
        if (!(await mergeAfterConflict(error, sent))) return false;
        // The investor must decide a new conflict, or correct merged changes that are invalid together.
        if (conflicts.value.some((conflict) => !known.includes(conflict)) || ownProblems.value.length > 0) return false;
        if (attempt === MAX_ATTEMPTS) {
          failure.value = toApiError(error);
          return false;
        }
      }
    }
  }

  /** True if the error is a conflict that is now merged. If not, `rejected` or `failure` is set. */
  async function mergeAfterConflict(error: unknown, sent: Preferences): Promise<boolean> {
    try {
      if (!(error instanceof ApiError) || error.kind !== 'conflict') throw error;
      rebase(await source.read());
      return true;
    } catch (problem) {
      const apiError = toApiError(problem);
      if (apiError instanceof ApiError && apiError.kind === 'invalid') {
        rejected.value = { of: sent, problems: apiError.problems };
      } else {
        failure.value = apiError;
      }
      return false;
    }
  }

  return {
    draft,
    onboarded,
    amountInvalid,
    wordUnfinished,
    problems,
    failure,
    errors: computed(() => Object.fromEntries(problems.value.map(({ field, problem }) => [field, sentence(problem)]))),
    dirty: computed(() => amountInvalid.value || wordUnfinished.value || !sameDraft(draft.value, saved.value)),
    /** The draft for previews, without an unfinished word. Null if it is invalid. */
    validDraft: computed(() => (draftProblems(draft.value).length > 0 || amountInvalid.value ? null : draft.value)),
    start,
    patch,
    conflicts,
    adopted,
    saved: computed(() => saved.value),
    rebase,
    choose,
    resume,
    submit,
    discard,
    resetCount,
    relax: (nearMiss: Relaxation) => patch((current) => relaxation(nearMiss, current)),
  };
}

/** The schemas word a problem to follow the field's name. At the field itself it is a sentence of its own. */
function sentence(problem: string): string {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}${/[.!?]$/.test(problem) ? '' : '.'}`;
}
