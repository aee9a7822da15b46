import { computed, onBeforeUnmount, ref, watch } from 'vue';
import { useDraftStore } from '../../stores/draft';
import type { StartupRef } from '../../stores/portfolio';
import { useSessionStore } from '../../stores/session';
import { portfolioText } from '../../text/portfolio';
import { useBookmarking } from '../portfolio/use-bookmarking';

/** As the backend takes it, see NOTE_MAX in the domain. */
export const LONGEST_NOTE = 2000;

/**
 * The text of a note while it is written. Every letter is kept in the browser at once; `save` writes it to the backend,
 * and so does leaving, however that happens. A text that could not be saved stays kept, and is there when the note is
 * opened again. `stored` is the note as the portfolio has it.
 */
export function useNoteDraft(startup: StartupRef, stored: () => string | null) {
  const drafts = useDraftStore();
  const session = useSessionStore();
  const { setNote } = useBookmarking();
  const place = `note/${startup.id}`;

  const text = ref(stored() ?? '');
  /** The note that the text was written over. */
  const base = ref(stored());
  /** When a text was kept that is shown again; ISO 8601 in UTC. */
  const restoredFrom = ref<string | null>(null);
  const saving = ref(false);
  const failed = ref(false);

  const noteOf = (words: string) => words.trim() || null;
  const changed = computed(() => noteOf(text.value) !== stored());
  const over = computed(() => Math.max(0, text.value.length - LONGEST_NOTE));
  /** Another tab or device wrote another note meanwhile. */
  const overtaken = computed(() => changed.value && !saving.value && base.value !== stored());

  function keep(): void {
    if (changed.value)
      drafts.keep(place, portfolioText.noteTitle(startup.name), { text: text.value, base: base.value });
    else drafts.drop(place);
  }

  function takeUp(): void {
    const kept = drafts.draftOf(place);
    const { text: words, base: over } = (kept?.value ?? {}) as { text?: unknown; base?: unknown };
    if (!kept || typeof words !== 'string' || changed.value) return;
    if (noteOf(words) === stored()) {
      drafts.drop(place);
      return;
    }
    base.value = typeof over === 'string' ? over : null;
    text.value = words;
    restoredFrom.value = kept.at;
  }
  watch(
    () => session.investor?.investorId,
    (investorId) => {
      if (!investorId) return;
      drafts.load(investorId);
      takeUp();
    },
    { immediate: true },
  );
  watch(text, keep, { flush: 'sync' });
  watch(stored, (note) => {
    // What is being written here wins over what another device wrote meanwhile.
    if (saving.value || noteOf(text.value) !== base.value) return;
    base.value = note;
    text.value = note ?? '';
  });

  /** True when nothing is left to save. */
  async function save(): Promise<boolean> {
    if (!changed.value) return !saving.value;
    if (over.value > 0 || overtaken.value || saving.value) return false;
    const sent = text.value;
    saving.value = true;
    failed.value = false;
    const done = await setNote(startup, sent, base.value);
    if (done) {
      base.value = noteOf(sent);
      restoredFrom.value = null;
      // The editor may be gone by now, and with it what `stored` would say.
      if (text.value === sent) drafts.drop(place);
      else keep();
    }
    failed.value = !done;
    saving.value = false;
    return done && text.value === sent;
  }

  /** Back to what is stored. */
  function discard(): void {
    base.value = stored();
    text.value = stored() ?? '';
    restoredFrom.value = null;
    failed.value = false;
  }

  /** The text here counts, over the note that came from elsewhere. */
  async function keepMine(): Promise<void> {
    base.value = stored();
    keep();
    await save();
  }

  onBeforeUnmount(() => void save());

  return { text, changed, over, overtaken, saving, failed, restoredFrom, save, discard, keepMine };
}
