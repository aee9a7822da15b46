/** `missing` stops the deployment or its emails; a `warning` should be read, and lets both go on. */
export type Result = 'ok' | 'missing' | 'warning';

/** What one check found. */
export interface Finding {
  check: string;
  result: Result;
  /** One or two sentences. */
  says: string;
  /** The command that mends it; null when there is nothing to mend or no command for it. */
  mend: string | null;
}

export const ok = (check: string, says: string): Finding => ({ check, result: 'ok', says, mend: null });

export const missing = (check: string, says: string, mend: string | null = null): Finding => ({
  check,
  result: 'missing',
  says,
  mend,
});

export const warning = (check: string, says: string, mend: string | null = null): Finding => ({
  check,
  result: 'warning',
  says,
  mend,
});
