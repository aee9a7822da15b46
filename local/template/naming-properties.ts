import type { ResourceNaming } from '../runtime';
import { TemplateError } from './stack-template';

/** How a resource type's naming reads the properties of a resource; `read` resolves one of them. */
export function namingProperties(
  { stack, logicalId }: { stack: string; logicalId: string },
  read: (name: string) => unknown,
): Pick<Parameters<ResourceNaming>[0], 'optional' | 'required'> {
  const fault = (name: string, problem: string) =>
    new TemplateError(`Stack ${stack}, ${logicalId}.${name}: ${problem}.`);
  const optional = (name: string) => {
    const value = read(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw fault(name, 'needs a string');
  };
  return {
    optional,
    required(name) {
      const value = optional(name);
      if (value === undefined) throw fault(name, 'is missing');
      return value;
    },
  };
}
