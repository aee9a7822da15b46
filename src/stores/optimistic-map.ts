import { shallowRef } from 'vue';
import { createGeneration } from './generation';

/**
 * Values by key that show a change before the backend has answered, and go back to the stored value when the backend
 * refuses it. `stored` is what the backend last answered for the key; null where it has no value.
 */
export interface OptimisticMap<Value> {
  readonly values: ReadonlyMap<string, Value>;
  /** True while a change of the key is under way. */
  isPending(key: string): boolean;
  /** Call before a list is requested. Later reports are newer than that list. */
  listRequested(): void;
  /** Shows a list, apart from keys with a change under way or a newer report. */
  takeList(list: ReadonlyMap<string, Value>): void;
  /** Shows a value that the backend reported, for example by a subscription. Ignored while a change of the key is under way. */
  report(key: string, value: Value | null): void;
  /** Corrects the stored value while a change is under way. A refused change goes back to it. */
  correct(key: string, stored: Value | null): void;
  /**
   * Shows a change immediately and sends it after the earlier ones of the same key, so that the last one wins in the
   * backend too. `send` gets the stored value and resolves with the new one. Rejects with what `send` rejects with.
   */
  change(key: string, shown: Value | null, send: (stored: Value | null) => Promise<Value | null>): Promise<void>;
  /** Forgets everything. Changes that wait are not sent; the answer to one under way is dropped. */
  clear(): void;
}

export function createOptimisticMap<Value>(): OptimisticMap<Value> {
  const values = shallowRef<ReadonlyMap<string, Value>>(new Map());
  /** How many changes of a key are under way. */
  const pending = shallowRef<ReadonlyMap<string, number>>(new Map());
  /** Of keys with a change under way. */
  const stored = new Map<string, Value | null>();
  const queues = new Map<string, Promise<unknown>>();
  const newerThanList = new Set<string>();
  const generation = createGeneration();

  function show(key: string, value: Value | null): void {
    const next = new Map(values.value);
    if (value === null) next.delete(key);
    else next.set(key, value);
    values.value = next;
  }

  function countPending(key: string, by: 1 | -1): void {
    const next = new Map(pending.value);
    const count = (next.get(key) ?? 0) + by;
    if (count > 0) next.set(key, count);
    else next.delete(key);
    pending.value = next;
  }

  function correct(key: string, value: Value | null): void {
    if (!pending.value.has(key)) return;
    stored.set(key, value);
    newerThanList.add(key);
  }

  /** The last of several changes decides what is shown: the stored value, which is the old one after a refusal. */
  function settle(key: string): void {
    countPending(key, -1);
    if (pending.value.has(key)) return;
    show(key, stored.get(key) ?? null);
    stored.delete(key);
    queues.delete(key);
  }

  return {
    get values() {
      return values.value;
    },
    isPending: (key) => pending.value.has(key),
    listRequested: () => newerThanList.clear(),
    takeList(list) {
      const merged = new Map(list);
      for (const key of pending.value.keys()) {
        if (!newerThanList.has(key)) stored.set(key, list.get(key) ?? null);
      }
      for (const key of [...pending.value.keys(), ...newerThanList]) {
        const shown = values.value.get(key);
        if (shown === undefined) merged.delete(key);
        else merged.set(key, shown);
      }
      values.value = merged;
    },
    report(key, value) {
      if (pending.value.has(key)) return;
      show(key, value);
      newerThanList.add(key);
    },
    correct,
    async change(key, shown, send) {
      const { signal } = generation;
      if (!pending.value.has(key)) stored.set(key, values.value.get(key) ?? null);
      countPending(key, 1);
      show(key, shown);
      const turn = (queues.get(key) ?? Promise.resolve()).then(() =>
        signal.aborted ? null : send(stored.get(key) ?? null),
      );
      queues.set(
        key,
        turn.catch(() => {}),
      );
      try {
        const answer = await turn;
        if (!signal.aborted) correct(key, answer);
      } finally {
        if (!signal.aborted) settle(key);
      }
    },
    clear() {
      generation.next();
      values.value = new Map();
      pending.value = new Map();
      stored.clear();
      queues.clear();
      newerThanList.clear();
    },
  };
}
