import type { Preferences } from '../../../amplify/domain/preferences';
import { ApiError } from '../../api/errors';
import { useProfileStore } from '../../stores/profile';
import { mergePreferences } from './merge-preferences';
import { draftOf, type DraftChange } from './preferences-draft';

/** A conflict is answered by reading again; a third in a row is somebody saving all the time. */
const MOST_TRIES = 3;

/**
 * Changes the stored preferences without a form, as from a suggestion. The change is worked out from what is stored when
 * it is written, so it takes nothing back that another tab saved. Resolves with how to undo it, which leaves alone what
 * was changed since. Rejects with ApiError.
 */
export function usePreferenceChange() {
  const profiles = useProfileStore();

  async function change(work: DraftChange): Promise<() => Promise<void>> {
    let profile = profiles.profile ?? (await profiles.read());
    for (let tries = 1; ; tries++) {
      if (!profile) throw new ApiError('notFound');
      const before = draftOf(profile, 'UTC');
      const after = { ...before, ...work(before) };
      try {
        await profiles.save(after, profile.preferencesVersion);
        return () => undo(before, after);
      } catch (error) {
        if (!(error instanceof ApiError) || error.kind !== 'conflict' || tries === MOST_TRIES) throw error;
        profile = await profiles.read();
      }
    }
  }

  async function undo(before: Preferences, after: Preferences): Promise<void> {
    await change((now) => mergePreferences(after, now, before).merged);
  }

  return { change };
}
