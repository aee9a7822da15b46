import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { createInvestorStorage, type BrowserStorage } from './investor-storage';

/** Text that the investor wrote and has not saved. */
export interface Draft {
  /** Names the draft for the investor, for example in the question before signing out. */
  title: string;
  /** The draft itself, in a format of the component that keeps it. */
  value: unknown;
  /** When it was written last; ISO 8601 in UTC. */
  at: string;
}

/**
 * The signed-in investor's unsaved text, by place. It is stored in this browser under the investor's own key with every
 * letter, so it survives a reload, a closed tab and an expired session. Every change starts from the stored drafts, so
 * that two tabs keep each other's. Where storage is forbidden or full, drafts last as long as the page.
 */
export const defineDraftStore = (storage: () => BrowserStorage = () => localStorage) =>
  defineStore('draft', () => {
    const drafts = shallowRef<ReadonlyMap<string, Draft>>(new Map());
    const kept = createInvestorStorage('drafts', parseDrafts, storage);
    /** True after a failed write: the stored drafts are then older than `drafts`. */
    let refused = false;

    /** Reads an investor's drafts. */
    function load(investorId: string): void {
      if (kept.owner !== investorId) clear();
      kept.open(investorId);
      drafts.value = stored() ?? drafts.value;
    }

    function stored(): Map<string, Draft> | null {
      const entries = refused ? null : kept.read();
      return entries && new Map(entries);
    }

    function change(edit: (known: Map<string, Draft>) => void): void {
      if (kept.owner === null) return;
      const next = stored() ?? new Map(drafts.value);
      edit(next);
      drafts.value = next;
      if (!kept.write([...next])) refused = true;
    }

    function keep(place: string, title: string, value: unknown): void {
      change((known) => known.set(place, { title, value, at: new Date().toISOString() }));
    }

    /** Drops a draft that was saved or discarded. */
    function drop(place: string): void {
      if (drafts.value.has(place) || stored()?.has(place)) change((known) => known.delete(place));
    }

    function dropAll(): void {
      change((known) => known.clear());
    }

    /** Clears the memory, not the storage: another investor may sign in next. */
    function clear(): void {
      kept.close();
      refused = false;
      drafts.value = new Map();
    }

    return {
      /** Includes the drafts of other tabs, as of the last `load` or change. */
      drafts: computed(() => [...drafts.value.values()]),
      draftOf: (place: string): Draft | null => drafts.value.get(place) ?? null,
      load,
      keep,
      drop,
      dropAll,
      clear,
    };
  });

function parseDrafts(entries: readonly unknown[]): [string, Draft][] {
  const drafts: [string, Draft][] = [];
  for (const entry of entries) {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string' || typeof entry[1] !== 'object' || !entry[1]) continue;
    const { title, value, at } = entry[1] as Partial<Draft>;
    if (typeof title === 'string' && typeof at === 'string' && value !== undefined) {
      drafts.push([entry[0], { title, value, at }]);
    }
  }
  return drafts;
}

export const useDraftStore = defineDraftStore();
