/*
 * The components directly in this folder are shared. They take props and emit events, and use no store and no API. The
 * folders contain parts of pages, which can use stores. Colours, sizes and shadows come from src/styles/tokens.css, and
 * text from src/text. `npm run ui` shows every component in its states.
 */

export interface Option {
  value: string;
  label: string;
  /** A second line or right-hand note. */
  hint?: string;
  /** How many results it has. */
  count?: number;
  disabled?: boolean;
}

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'info';
