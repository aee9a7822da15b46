import type { Component } from 'vue';

const files = import.meta.glob<{ default: Component }>('./entries/**/*.vue');

/** Loads the entry of each component, by the component's path in src/components without `.vue`. */
export const entries: ReadonlyMap<string, () => Promise<{ default: Component }>> = new Map(
  Object.entries(files).map(([file, load]) => [file.slice('./entries/'.length, -'.vue'.length), load]),
);
