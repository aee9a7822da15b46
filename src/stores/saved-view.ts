import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { createInvestorStorage, type BrowserStorage } from './investor-storage';

/** A search that an investor saved under a name. */
export interface SavedView {
  /** 1 to LONGEST_NAME characters, unique regardless of case. */
  name: string;
  /** The search as the query of the page's address, with the values of each filter sorted. */
  address: string;
}

/** The outcome of a change. Every outcome but `done` changed nothing. `notKept`: the browser's storage is full or forbidden. */
export type ViewOutcome = 'done' | 'nameMissing' | 'nameTooLong' | 'nameTaken' | 'tooMany' | 'notKept';

export const LONGEST_NAME = 60;
export const MOST_VIEWS = 30;
/** Longer than any search that the page can build. */
const LONGEST_ADDRESS = 20_000;

/**
 * The views of the signed-in investor, stored in this browser under the investor's own key. Every change starts from the
 * stored views, so that two tabs do not undo each other's changes.
 */
export const defineSavedViewStore = (storage: () => BrowserStorage = () => localStorage) =>
  defineStore('savedView', () => {
    const views = shallowRef<readonly SavedView[]>([]);
    /** Name of the view that was opened last. The search may differ from it by now. */
    const openedName = ref<string | null>(null);
    const kept = createInvestorStorage('views', parseViews, storage);

    /** Reads an investor's views. Where storage is forbidden there are none. */
    function load(investorId: string): void {
      if (kept.owner !== investorId) clear();
      kept.open(investorId);
      views.value = kept.read() ?? [];
    }

    function change(edit: (known: SavedView[]) => SavedView[] | Exclude<ViewOutcome, 'done'>): ViewOutcome {
      const known = kept.read();
      if (known === null) return 'notKept';
      const edited = edit(known);
      if (typeof edited === 'string') return edited;
      if (!kept.write(edited)) return 'notKept';
      views.value = edited;
      return 'done';
    }

    /** Saves a search under a new name, as the last of the views. */
    function save(name: string, address: string): ViewOutcome {
      const tidy = tidyName(name);
      const outcome = change((known) => {
        const problem = problemOf(tidy, known);
        if (problem) return problem;
        return known.length >= MOST_VIEWS ? 'tooMany' : [...known, { name: tidy, address }];
      });
      if (outcome === 'done') openedName.value = tidy;
      return outcome;
    }

    /** Replaces the search of a view. Adds the view again if another tab removed it. */
    function update(name: string, address: string): ViewOutcome {
      const updated = { name, address };
      return change((known) =>
        known.some((view) => isSame(view.name, name))
          ? known.map((view) => (isSame(view.name, name) ? updated : view))
          : known.length >= MOST_VIEWS
            ? 'tooMany'
            : [...known, updated],
      );
    }

    function rename(name: string, newName: string): ViewOutcome {
      const tidy = tidyName(newName);
      const outcome = change((known) => {
        const others = known.filter((view) => !isSame(view.name, name));
        return (
          problemOf(tidy, others) ?? known.map((view) => (isSame(view.name, name) ? { ...view, name: tidy } : view))
        );
      });
      if (outcome === 'done' && openedName.value === name) openedName.value = tidy;
      return outcome;
    }

    /** Removes a view; `undo` puts it back where it was. */
    function remove(name: string): { outcome: ViewOutcome; undo: () => ViewOutcome } {
      const keptBy = kept.owner;
      const at = views.value.findIndex((view) => isSame(view.name, name));
      const removed = views.value[at];
      const outcome = change((known) => known.filter((view) => !isSame(view.name, name)));
      if (outcome === 'done' && openedName.value === name) openedName.value = null;
      return {
        outcome,
        undo: () => {
          // Another investor may have signed in since.
          if (!removed || kept.owner !== keptBy) return 'notKept';
          return change((known) => {
            if (known.length >= MOST_VIEWS) return 'tooMany';
            return problemOf(removed.name, known) ?? known.toSpliced(at, 0, removed);
          });
        },
      };
    }

    function open(name: string | null): void {
      openedName.value = name;
    }

    /** Clears the memory, not the storage: another investor may sign in next. */
    function clear(): void {
      kept.close();
      views.value = [];
      openedName.value = null;
    }

    return {
      views: computed(() => views.value),
      opened: computed(() => views.value.find(({ name }) => name === openedName.value) ?? null),
      load,
      save,
      update,
      rename,
      remove,
      open,
      clear,
    };
  });

/** Without a schema: the browse page loads without zod. */
function parseViews(entries: readonly unknown[]): SavedView[] {
  const views: SavedView[] = [];
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null || !('name' in entry) || !('address' in entry)) continue;
    const { name, address } = entry;
    if (typeof name !== 'string' || typeof address !== 'string' || address.length > LONGEST_ADDRESS) continue;
    const tidy = tidyName(name);
    if (problemOf(tidy, views) === null && views.length < MOST_VIEWS) views.push({ name: tidy, address });
  }
  return views;
}

function tidyName(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function problemOf(name: string, others: readonly SavedView[]): Exclude<ViewOutcome, 'done'> | null {
  if (name === '') return 'nameMissing';
  if (name.length > LONGEST_NAME) return 'nameTooLong';
  return others.some((view) => isSame(view.name, name)) ? 'nameTaken' : null;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export const useSavedViewStore = defineSavedViewStore();
