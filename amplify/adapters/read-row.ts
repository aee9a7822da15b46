import type * as z from 'zod';

/** A stored row that its schema does not accept. The message names table, key and fields, and never a value. */
export class UnreadableRowError extends Error {
  override readonly name = 'UnreadableRowError';
}

/** The row as its schema outputs it. Throws UnreadableRowError. `key` is the row's key, for the message. */
export function readRow<Schema extends z.ZodType>(
  schema: Schema,
  row: unknown,
  table: string,
  ...key: string[]
): z.output<Schema> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new UnreadableRowError(`${table} ${key.join(' ')}: ${problemsOf(parsed.error)}`);
}

/** The fields of a row that its schema refuses, each with the reason. */
export function problemsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}
