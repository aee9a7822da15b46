import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Preferences } from '../../../amplify/domain/preferences';
import { previewMatches, type MatchPreview } from '../../api/preferences';
import { createLatestRequest } from '../../stores/latest-request';
import { matchKey, matchPart } from './preferences-draft';

const DEBOUNCE_MS = 350;

/**
 * A preview of the matches of a draft, debounced. While the draft is invalid, `draft` returns null and the last preview
 * stays.
 */
export function useMatchPreview(draft: () => Preferences | null, fetchPreview: typeof previewMatches = previewMatches) {
  const preview = shallowRef<MatchPreview | null>(null);
  const request = createLatestRequest(
    (signal, wanted: Preferences) => fetchPreview(matchPart(wanted), { signal }),
    (found) => (preview.value = found),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    const current = draft();
    if (current) await request.run(current);
    else request.reset();
  }

  watch(
    () => {
      const current = draft();
      return current && matchKey(current);
    },
    (key, before) => {
      clearTimeout(timer);
      if (key === null) return;
      timer = setTimeout(() => void refresh(), before === undefined || preview.value === null ? 0 : DEBOUNCE_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    request.reset();
  });

  return { preview, error: request.error, busy: request.busy, refresh };
}
