import { z } from 'zod';
import type { StackResource } from '../runtime';
import { TemplateError } from './stack-template';

/** A boolean, which a template also writes as a string. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false'])]).transform((value) => String(value) === 'true');

/** A number, which a template also writes as a string. */
export const number = z
  .union([z.number(), z.string()])
  .transform(Number)
  .refine((value) => !Number.isNaN(value), 'needs a number');

/**
 * The properties that a service reads of a resource. The schema of its type declares them; others are left out.
 * @throws TemplateError that names the stack, the logical id and the property
 */
export function readProperties<T>(
  resource: Pick<StackResource, 'stack' | 'logicalId' | 'properties'>,
  schema: z.ZodType<T>,
): T {
  const read = schema.safeParse(resource.properties);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new TemplateError(`Stack ${resource.stack}, ${[resource.logicalId, ...path].join('.')}: ${message}.`);
}
