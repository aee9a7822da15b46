import * as z from 'zod';
import type { FunctionNeeds, Need } from './needs';

/** The parsed values: the output of the need's schema, or text. */
export type Environment<Needs extends FunctionNeeds['environment']> = {
  [Name in keyof Needs]: Needs[Name] extends { value: infer Schema extends z.ZodType } ? z.output<Schema> : string;
};

/**
 * Parses the environment variables that a function declares in its needs.ts, once, when the function starts. Throws an
 * error that names the missing ones, so that a wiring mistake shows before the first request.
 */
export function readEnvironment<Needs extends FunctionNeeds['environment']>(
  needs: Needs,
  environment: NodeJS.ProcessEnv = process.env,
): Environment<Needs> {
  const schema = z.object(
    Object.fromEntries(Object.entries<Need>(needs).map(([name, { value }]) => [name, value ?? z.string()])),
  );
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data as Environment<Needs>;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`The function's environment is incomplete; set it in amplify/backend.ts. ${problems}`);
}
