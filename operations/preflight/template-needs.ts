import type { StackTemplate, Template } from '../../local/template/stack-template';

/** What the templates of one deployment need of the account. */
export interface TemplateNeeds {
  /** Number of resources by CloudFormation's type, in all stacks. Those with a condition count too. */
  resources: ReadonlyMap<string, number>;
  stacks: number;
  /** The largest figure of any one stack, each with the stack's name. */
  largest: Record<'resources' | 'parameters' | 'outputs', { stack: string; count: number }>;
  /** The sum of all reserved concurrency. */
  reservedConcurrency: number;
}

/** Reads the root template and its nested ones. */
export function readTemplateNeeds(root: StackTemplate): TemplateNeeds {
  const stacks = flatten(root);
  const resources = new Map<string, number>();
  let reservedConcurrency = 0;
  for (const { template } of stacks) {
    for (const { Type, Properties } of Object.values(template.Resources ?? {})) {
      resources.set(Type, (resources.get(Type) ?? 0) + 1);
      const reserved = Properties?.['ReservedConcurrentExecutions'];
      if (typeof reserved === 'number') reservedConcurrency += reserved;
    }
  }
  const largest = (part: keyof Template) =>
    stacks
      .map(({ name, template }) => ({ stack: name, count: Object.keys(template[part] ?? {}).length }))
      .reduce((a, b) => (b.count > a.count ? b : a));
  return {
    resources,
    stacks: stacks.length,
    largest: { resources: largest('Resources'), parameters: largest('Parameters'), outputs: largest('Outputs') },
    reservedConcurrency,
  };
}

/** How many resources there are of these types together. */
export function countOf({ resources }: TemplateNeeds, types: readonly string[]): number {
  return types.reduce((sum, type) => sum + (resources.get(type) ?? 0), 0);
}

function flatten(stack: StackTemplate): StackTemplate[] {
  return [stack, ...[...stack.children.values()].flatMap(flatten)];
}
