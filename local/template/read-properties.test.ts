import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { flag, number, readProperties } from './read-properties';
import { TemplateError } from './stack-template';

const schema = z.object({ Role: z.string(), Rule: z.object({ Enabled: flag.default(true), Size: number.default(1) }) });
const read = (properties: Record<string, unknown>) =>
  readProperties({ stack: 'data', logicalId: 'Thing', properties }, schema);

describe('the properties of a resource', () => {
  it('are those that the schema declares, with numbers and booleans that are written as strings', () => {
    expect(read({ Role: 'r', Rule: { Enabled: 'false', Size: '2.5' }, Other: 1 })).toEqual({
      Role: 'r',
      Rule: { Enabled: false, Size: 2.5 },
    });
    expect(read({ Role: 'r', Rule: {} }).Rule).toEqual({ Enabled: true, Size: 1 });
  });

  it.each([
    [{ Rule: {} }, 'Stack data, Thing.Role: Invalid input: expected string, received undefined.'],
    [{ Role: 'r', Rule: { Size: 'many' } }, 'Stack data, Thing.Rule.Size: needs a number.'],
  ])('%j fails with the logical id and the property', (properties, message) => {
    expect(() => read(properties)).toThrow(new TemplateError(message));
  });
});
