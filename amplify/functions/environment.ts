import type * as z from 'zod';

/**
 * Parses the function's environment once, at start. Throws with the names of what is missing, so that a wiring mistake
 * shows in the first log line and not in the first request.
 */
export function readEnvironment<T>(schema: z.ZodType<T>, environment: NodeJS.ProcessEnv = process.env): T {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`The function's environment is incomplete; set it in amplify/backend.ts. ${problems}`);
}
