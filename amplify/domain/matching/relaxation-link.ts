import * as z from 'zod';
import { locationPath } from '../place';
import { criterion } from '../preferences';
import { fundingStage } from '../startup';
import type { Relaxation } from './relaxation';

/** Query parameter of the preferences page for a relaxation. */
export const RELAXATION_PARAMETER = 'relax';

const add = z.literal('add');
const relaxation = z.union([
  z.object({ criterion, change: z.literal('drop'), value: z.null() }),
  z.object({ criterion: z.literal('industry'), change: add, value: z.string().min(1).max(60) }),
  z.object({ criterion: z.literal('stage'), change: add, value: fundingStage }),
  z.object({ criterion: z.literal('location'), change: add, value: locationPath }),
  z.object({
    criterion: z.literal('amount'),
    change: z.enum(['raiseMaximum', 'lowerMinimum']),
    value: z.string().regex(/^\d{1,12}$/),
  }),
]);

/** `industry:add:biotech`; not percent-encoded. */
export function writeRelaxation({ criterion, change, value }: Relaxation): string {
  return [criterion, change, ...(value === null ? [] : [value])].join(':');
}

/** Null for text that is not a valid relaxation. The text can come from anyone, because it is part of a link. */
export function readRelaxation(text: string): Relaxation | null {
  const [criterion, change, ...rest] = text.split(':');
  const value = rest.length === 0 ? null : rest.join(':');
  return relaxation.safeParse({ criterion, change, value }).data ?? null;
}
