import * as z from 'zod';
import type { FunctionNeeds } from '../needs';

/** REST answers carry the app's origin. AppSync sets that header itself, so its functions do not have the variable. */
export const restNeeds = {
  ALLOWED_ORIGIN: { value: z.string().default('*') },
} satisfies FunctionNeeds['environment'];
