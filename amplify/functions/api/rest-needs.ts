import * as z from 'zod';
import type { FunctionNeeds } from '../needs';

/** A command behind the REST API answers with the app's origin. AppSync sends its own header, so the variable is unset there. */
export const restNeeds = {
  ALLOWED_ORIGIN: { value: z.string().default('*') },
} satisfies FunctionNeeds['environment'];
