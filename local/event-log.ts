import type { EventLog, RunnerEvent } from './runtime';

/** The number of events kept. Older ones are dropped to bound the memory. */
const MOST = 5_000;

/** Keeps the newest events in memory and passes each new one to the listeners. */
export function createEventLog(most = MOST): EventLog {
  let events: RunnerEvent[] = [];
  const listeners = new Set<(event: RunnerEvent) => void>();
  return {
    append(event) {
      const stamped = { ...event, at: event.at ?? new Date().toISOString() } as RunnerEvent;
      events.push(stamped);
      if (events.length > most * 1.2) events = events.slice(-most);
      for (const listener of listeners) listener(stamped);
    },
    list({ kind, limit = most } = {}) {
      return (kind ? events.filter((event) => event.kind === kind) : events).slice(-limit);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
