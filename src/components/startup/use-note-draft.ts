import { computed, onBeforeUnmount, ref, watch } from 'vue';
import { useDraftStore } from '../../stores/draft';
import type { StartupRef } from '../../stores/portfolio';
import { useSessionStore } from '../../stores/session';
import { portfolioText } from '../../text/portfolio';
import { noteOf, useBookmarking } from '../portfolio/use-bookmarking';

/** Equals `NOTE_MAX` of the backend, whose module would load zod with this page. */
export const LONGEST_NOTE = 2000;

/**
 * The text of a note while it is edited. Every change is kept in the browser immediately. `save` writes the text to the
 * backend, and unmounting also saves it. A text that could not be saved stays in the browser, and is restored when the
 * note is opened again. `stored` returns the note in the portfolio.
 */
export function useNoteDraft(startup: StartupRef, stored: () => string | null) {
  const drafts = useDraftStore();
  const session = useSessionStore();
  const { setNote } = useBookmarking();
  const place = `note/${startup.id}`;

  const text = ref(stored() ?? '');
  /** The stored note that the text replaces. */
  const base = ref(stored());
  /** The time of the restored text, ISO 8601 in UTC. Null if no text was restored. */
  const restoredFrom = ref<string | null>(null);
  const saving = ref(false);
  const failed = ref(false);

  const changed = computed(() => noteOf(text.value) !== stored());
  const excess = computed(() => Math.max(0, text.value.length - LONGEST_NOTE));
  /** True if another tab or device has saved another note since the text was started. */
  const outdated = computed(() => changed.value && !saving.value && base.value !== stored());

  function keep(): void {
    if (changed.value)
      drafts.keep(place, portfolioText.noteTitle(startup.name), { text: text.value, base: base.value });
    else drafts.drop(place);
  }

  function restore(): void {
    const kept = drafts.draftOf(place);
    const { text: keptText, base: keptBase } = (kept?.value ?? {}) as { text?: unknown; base?: unknown };
    if (!kept || typeof keptText !== 'string' || changed.value) return;
    if (noteOf(keptText) === stored()) {
      drafts.drop(place);
      return;
    }
    base.value = typeof keptBase === 'string' ? keptBase : null;
    text.value = keptText;
    restoredFrom.value = kept.at;
  }
  watch(
    () => session.investor?.investorId,
    (investorId) => {
      if (!investorId) return;
      drafts.load(investorId);
      restore();
    },
    { immediate: true },
  );
  watch(text, keep, { flush: 'sync' });
  watch(stored, (note) => {
    // An unsaved text here is not replaced by a note from another device.
    if (saving.value || noteOf(text.value) !== base.value) return;
    base.value = note;
    text.value = note ?? '';
  });

  /** Resolves with true if everything is saved. */
  async function save(): Promise<boolean> {
    if (!changed.value) return !saving.value;
    if (excess.value > 0 || outdated.value || saving.value) return false;
    const sent = text.value;
    saving.value = true;
    failed.value = false;
    const done = await setNote(startup, sent, base.value);
    if (done) {
      base.value = noteOf(sent);
      restoredFrom.value = null;
      // The editor may be unmounted by now, and `stored` with it.
      if (text.value === sent) drafts.drop(place);
      else keep();
    }
    failed.value = !done;
    saving.value = false;
    return done && text.value === sent;
  }

  /** Goes back to the stored note. */
  function discard(): void {
    base.value = stored();
    text.value = stored() ?? '';
    restoredFrom.value = null;
    failed.value = false;
  }

  /** Saves the text over the note from another tab or device. */
  async function keepMine(): Promise<void> {
    base.value = stored();
    keep();
    await save();
  }

  onBeforeUnmount(() => void save());

  return { text, changed, excess, outdated, saving, failed, restoredFrom, save, discard, keepMine };
}
