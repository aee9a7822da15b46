import { ref, watch, type Ref } from 'vue';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../amplify/domain/preferences';
import type { InvestorProfile } from '../../../amplify/domain/profile';
import { useDraftStore } from '../../stores/draft';
import { preferencesText } from '../../text/preferences';
import { sameDraft } from './preferences-draft';

const PLACE = 'preferences';

interface Changes {
  from: Preferences;
  to: Preferences;
}

/**
 * Keeps a draft of the preferences in the browser while it differs from the saved preferences, and restores it for the
 * same investor.
 */
export function useKeptDraft(draft: Readonly<Ref<Preferences>>, saved: Readonly<Ref<Preferences>>) {
  const drafts = useDraftStore();
  const started = ref(false);
  /** The time of the restored changes, ISO 8601 in UTC. Null if the draft has no restored changes. */
  const restoredFrom = ref<string | null>(null);

  /** Returns the changes that were kept for this investor, or null. From then on, new changes are kept. */
  function begin(profile: InvestorProfile): Changes | null {
    drafts.load(profile.investorId);
    started.value = true;
    const kept = drafts.draftOf(PLACE);
    const changes = kept && readChanges(kept.value);
    restoredFrom.value = changes ? kept.at : null;
    return changes;
  }

  watch([draft, saved], () => {
    if (!started.value) return;
    if (!sameDraft(draft.value, saved.value)) {
      drafts.keep(PLACE, preferencesText.title, { from: saved.value, to: draft.value } satisfies Changes);
      return;
    }
    drafts.drop(PLACE);
    restoredFrom.value = null;
  });

  return { begin, restoredFrom };
}

/** The stored changes may be of another version of the form. A field of the wrong type gets its default. */
function readChanges(value: unknown): Changes | null {
  const { from, to } = (value ?? {}) as Partial<Record<keyof Changes, unknown>>;
  const [readFrom, readTo] = [readPreferences(from), readPreferences(to)];
  return readFrom && readTo && { from: readFrom, to: readTo };
}

function readPreferences(value: unknown): Preferences | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Record<string, unknown>;
  const entries = Object.entries(DEFAULT_PREFERENCES).map(([field, fallback]) => {
    const kept = given[field];
    const hasType = Array.isArray(fallback)
      ? Array.isArray(kept) && kept.every((entry) => typeof entry === 'string')
      : fallback === null
        ? kept === null || ['number', 'string'].includes(typeof kept)
        : typeof kept === typeof fallback;
    return [field, hasType ? kept : fallback];
  });
  return Object.fromEntries(entries) as Preferences;
}
