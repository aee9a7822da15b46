/** A code and the data about it. Each code says what `detail` holds. */
export interface Reason<Code extends string> {
  code: Code;
  detail?: string | null;
}

/**
 * The reason that a row holds. Text that is not a code is `other`, with the text as its detail: rows from before reasons
 * were codes hold a sentence.
 */
export function readReason<Code extends string>(codes: readonly Code[], stored: unknown, detail: unknown) {
  const code = codes.find((known) => known === stored);
  if (code !== undefined) return { code, detail: (detail ?? null) as string | null };
  if (!stored) return { code: null, detail: null };
  return { code: 'other' as const, detail: stored as string };
}
