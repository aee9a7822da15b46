import { computed, ref, shallowRef } from 'vue';
import type { NearMiss } from '../../../amplify/domain/digest';
import type { Preferences } from '../../../amplify/domain/preferences';
import { ApiError, toApiError, type FieldProblem, type NotConfiguredError } from '../../api/errors';
import type { InvestorProfile } from '../../api/preferences';
import { browseText } from '../../text/browse';
import { applyNearMiss, draftOf, effectiveMusts, problemsOf, sameDraft, type DraftChange } from './preferences-draft';

/**
 * A draft of the preferences: what is wrong with it, whether it differs from what is saved, and how to save it.
 * Problems show from the first attempt to save on, and then while typing.
 */
export function usePreferencesForm(save: (preferences: Preferences) => Promise<InvestorProfile>, browserZone: string) {
  const saved = shallowRef<Preferences>(draftOf(null, browserZone));
  const draft = shallowRef<Preferences>(saved.value);
  const onboarded = ref(false);
  const attempted = ref(false);
  /** The ticket size is being written and can't be read yet. */
  const amountUnreadable = ref(false);
  /** Counts how often the draft was replaced as a whole: fields that hold unread text begin anew then. */
  const edition = ref(0);
  const refused = shallowRef<{ of: Preferences; problems: readonly FieldProblem[] } | null>(null);
  const failure = shallowRef<ApiError | NotConfiguredError | null>(null);

  const ownProblems = computed<FieldProblem[]>(() => {
    const problems = problemsOf(draft.value);
    if (amountUnreadable.value && !problems.some(({ field }) => field === 'maxFunding')) {
      // In the order of the form, where what we look for comes before when we hear of it.
      problems.unshift({ field: 'minFunding', problem: browseText.amountInvalid });
    }
    return problems;
  });
  const problems = computed<readonly FieldProblem[]>(() => {
    if (ownProblems.value.length > 0) return attempted.value ? ownProblems.value : [];
    return refused.value?.of === draft.value ? refused.value.problems : [];
  });

  function start(profile: InvestorProfile | null): void {
    saved.value = draftOf(profile, browserZone);
    draft.value = saved.value;
    onboarded.value = profile?.onboarded ?? false;
    attempted.value = false;
    amountUnreadable.value = false;
    refused.value = null;
    failure.value = null;
    edition.value++;
  }

  function patch(change: DraftChange): void {
    draft.value = { ...draft.value, ...change(draft.value) };
  }

  function discard(): void {
    draft.value = saved.value;
    attempted.value = false;
    amountUnreadable.value = false;
    edition.value++;
  }

  /** True when it was saved; else `problems` or `failure` say why not. */
  async function submit(): Promise<boolean> {
    attempted.value = true;
    failure.value = null;
    if (ownProblems.value.length > 0) return false;
    const sent = draft.value;
    try {
      const profile = await save({ ...sent, mustMatch: effectiveMusts(sent) });
      saved.value = draftOf(profile, browserZone);
      // What was changed while it was being saved stays.
      if (draft.value === sent) draft.value = saved.value;
      onboarded.value = true;
      attempted.value = false;
      return true;
    } catch (error) {
      const known = toApiError(error);
      if (known instanceof ApiError && known.kind === 'invalid') refused.value = { of: sent, problems: known.problems };
      else failure.value = known;
      return false;
    }
  }

  return {
    draft,
    onboarded,
    amountUnreadable,
    problems,
    failure,
    errors: computed(() => Object.fromEntries(problems.value.map(({ field, problem }) => [field, sentence(problem)]))),
    dirty: computed(() => amountUnreadable.value || !sameDraft(draft.value, saved.value)),
    /** The draft where it can be read, for previews of it. */
    readable: computed(() => (ownProblems.value.length === 0 ? draft.value : null)),
    start,
    patch,
    submit,
    discard,
    edition,
    relax: (nearMiss: NearMiss) => patch((current) => applyNearMiss(current, nearMiss)),
  };
}

/** The schemas say what is wrong after the field's name; at the field itself it stands alone. */
function sentence(problem: string): string {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}${/[.!?]$/.test(problem) ? '' : '.'}`;
}
