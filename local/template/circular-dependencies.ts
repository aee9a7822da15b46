import { TemplateError, type StackTemplate, type TemplateResource } from './stack-template';

/**
 * Refuses a template whose resources depend on each other in a circle, as CloudFormation does. A nested stack is a
 * resource of its parent, and depends on what its parameters refer to, so this finds circles between stacks as well.
 * @throws TemplateError that names the circle
 */
export function refuseCircularDependencies(stack: StackTemplate): void {
  const circle = findCircle(dependenciesOf(stack.template.Resources ?? {}));
  if (circle) {
    const named = circle.map((logicalId) => stack.children.get(logicalId)?.name ?? logicalId);
    throw new TemplateError(`Stack ${stack.name}: circular dependency between resources: ${named.join(' -> ')}.`);
  }
  for (const child of stack.children.values()) refuseCircularDependencies(child);
}

type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/** What each resource waits for: DependsOn and every reference, also in a branch of Fn::If that is not taken. */
function dependenciesOf(resources: Record<string, TemplateResource>): Dependencies {
  return new Map(
    Object.entries(resources).map(([logicalId, { DependsOn = [], ...resource }]) => {
      const names = [DependsOn, ...referencesIn(resource)].flat();
      return [logicalId, new Set(names.filter((name) => Object.hasOwn(resources, name)))];
    }),
  );
}

/** The names in Ref, Fn::GetAtt and Fn::Sub. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, argument]: [string, unknown]) => {
    if (key === 'Ref') return typeof argument === 'string' ? [argument] : [];
    if (key === 'Fn::GetAtt') return [String(Array.isArray(argument) ? argument[0] : argument).split('.')[0]!];
    if (key === 'Fn::Sub') return referencesInSub(argument);
    return referencesIn(argument);
  });
}

function referencesInSub(argument: unknown): string[] {
  const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [unknown, object];
  const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name!);
  const references = names.filter((name) => !Object.hasOwn(variables, name)).map((name) => name.split('.')[0]!);
  return [...references, ...referencesIn(variables)];
}

/** The first circle, which begins and ends with the same name; null when there is none. */
function findCircle(dependencies: Dependencies): string[] | null {
  const done = new Set<string>();
  function search(name: string, path: string[]): string[] | null {
    const start = path.indexOf(name);
    if (start >= 0) return [...path.slice(start), name];
    if (done.has(name)) return null;
    for (const next of dependencies.get(name)!) {
      const circle = search(next, [...path, name]);
      if (circle) return circle;
    }
    done.add(name);
    return null;
  }
  for (const name of dependencies.keys()) {
    const circle = search(name, []);
    if (circle) return circle;
  }
  return null;
}
