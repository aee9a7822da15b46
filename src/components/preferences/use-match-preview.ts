import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Preferences } from '../../../amplify/domain/preferences';
import { isCancelled, toApiError, type ApiError, type NotConfiguredError } from '../../api/errors';
import { previewMatches, type MatchPreview } from '../../api/preferences';
import { matchKey, matchPart } from './preferences-draft';

const EDITING_PAUSE_MS = 350;

/**
 * What a draft would match, a moment after it was last changed. Returns null from `draft` while the draft can't be
 * read; the last preview then stays.
 */
export function useMatchPreview(draft: () => Preferences | null, ask: typeof previewMatches = previewMatches) {
  const preview = shallowRef<MatchPreview | null>(null);
  const error = shallowRef<ApiError | NotConfiguredError | null>(null);
  const busy = ref(false);
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    asking?.abort();
    const current = draft();
    if (!current) return;
    const mine = (asking = new AbortController());
    busy.value = true;
    error.value = null;
    try {
      preview.value = await ask(matchPart(current), { signal: mine.signal });
    } catch (problem) {
      if (!isCancelled(problem)) error.value = toApiError(problem);
    } finally {
      if (asking === mine) busy.value = false;
    }
  }

  watch(
    () => {
      const current = draft();
      return current && matchKey(current);
    },
    (key, before) => {
      clearTimeout(timer);
      if (key === null) return;
      timer = setTimeout(() => void refresh(), before === undefined || preview.value === null ? 0 : EDITING_PAUSE_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    asking?.abort();
  });

  return { preview, error, busy, refresh };
}
