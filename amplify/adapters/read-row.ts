import type * as z from 'zod';

/** A stored row that its schema refuses. The message has the table, the key and the fields, and no value. */
export class UnreadableRowError extends Error {
  override readonly name = 'UnreadableRowError';
}

/** The output of the schema for the row. Throws UnreadableRowError. `key` is the row's key, for the message. */
export function readRow<Schema extends z.ZodType>(
  schema: Schema,
  row: unknown,
  table: string,
  ...key: string[]
): z.output<Schema> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new UnreadableRowError(`${table} ${key.join(' ')}: ${rowProblems(parsed.error)}`);
}

/** The refused fields of a row, each with the reason. */
export function rowProblems(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}
