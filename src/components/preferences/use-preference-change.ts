import type { Preferences } from '../../../amplify/domain/preferences';
import { ApiError } from '../../api/errors';
import { useProfileStore } from '../../stores/profile';
import { mergePreferences } from './merge-preferences';
import { draftOf, type DraftChange } from './preferences-draft';

/** After a conflict, the change is retried on the preferences that are stored now. The last conflict is reported. */
const MAX_ATTEMPTS = 3;

/**
 * Changes the stored preferences without a form, for example from a suggestion. The change is computed from the version
 * that it replaces, so it does not revert what another tab saved. Resolves with a function that undoes the change and
 * keeps all later changes. Rejects with ApiError.
 */
export function usePreferenceChange() {
  const profiles = useProfileStore();

  async function change(compute: DraftChange): Promise<() => Promise<void>> {
    let profile = profiles.profile ?? (await profiles.read());
    for (let attempt = 1; ; attempt++) {
      if (!profile) throw new ApiError('notFound');
      const before = draftOf(profile, 'UTC');
      const after = { ...before, ...compute(before) };
      try {
        await profiles.save(after, profile.preferencesVersion);
        return () => undo(before, after);
      } catch (error) {
        if (!(error instanceof ApiError) || error.kind !== 'conflict' || attempt === MAX_ATTEMPTS) throw error;
        profile = await profiles.read();
      }
    }
  }

  async function undo(before: Preferences, after: Preferences): Promise<void> {
    await change((now) => mergePreferences(after, now, before).merged);
  }

  return { change };
}
