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
 * Keeps a draft of the preferences in the browser while it differs from what is saved, and hands it back to the form of
 * the investor who wrote it.
 */
export function useKeptDraft(draft: Readonly<Ref<Preferences>>, saved: Readonly<Ref<Preferences>>) {
  const drafts = useDraftStore();
  const begun = ref(false);
  /** When the changes on screen were written, if it was before this page; ISO 8601 in UTC. */
  const restoredFrom = ref<string | null>(null);

  /** The investor's kept changes, to be taken up by the form; null when there are none. From here on changes are kept. */
  function begin(profile: InvestorProfile): Changes | null {
    drafts.load(profile.investorId);
    begun.value = true;
    const kept = drafts.draftOf(PLACE);
    const changes = kept && readChanges(kept.value);
    restoredFrom.value = changes ? kept.at : null;
    return changes;
  }

  watch([draft, saved], () => {
    if (!begun.value) return;
    if (!sameDraft(draft.value, saved.value)) {
      drafts.keep(PLACE, preferencesText.title, { from: saved.value, to: draft.value } satisfies Changes);
      return;
    }
    drafts.drop(PLACE);
    restoredFrom.value = null;
  });

  return { begin, restoredFrom };
}

/** Stored text may be of another version of the form: a field of another type is taken from the defaults. */
function readChanges(value: unknown): Changes | null {
  const { from, to } = (value ?? {}) as Partial<Record<keyof Changes, unknown>>;
  const [readFrom, readTo] = [readPreferences(from), readPreferences(to)];
  return readFrom && readTo && { from: readFrom, to: readTo };
}

function readPreferences(value: unknown): Preferences | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Record<string, unknown>;
  const entries = Object.entries(DEFAULT_PREFERENCES).map(([field, standard]) => {
    const kept = given[field];
    const alike = Array.isArray(standard)
      ? Array.isArray(kept) && kept.every((entry) => typeof entry === 'string')
      : standard === null
        ? kept === null || ['number', 'string'].includes(typeof kept)
        : typeof kept === typeof standard;
    return [field, alike ? kept : standard];
  });
  return Object.fromEntries(entries) as Preferences;
}
