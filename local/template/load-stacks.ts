import { readFileSync } from 'node:fs';
import { assetFinder, findRoot } from './assets';
import { TemplateError, type StackTemplate, type Template } from './stack-template';

const NESTED = 'AWS::CloudFormation::Stack';

/** Reads the root template of a cloud assembly and its nested templates. */
export function loadStacks(assemblyDir: string): StackTemplate {
  const root = findRoot(assemblyDir);
  const findAsset = assetFinder(assemblyDir, root);
  const pathsByStack = readPaths(root.metadataFile, root.name);

  function load(file: string, name: string): StackTemplate {
    const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
    const paths = pathsByStack(name, new Set(Object.keys(template.Resources ?? {})));
    const children = new Map<string, StackTemplate>();
    for (const [logicalId, { Type, Properties }] of Object.entries(template.Resources ?? {})) {
      if (Type !== NESTED) continue;
      const hash = /[0-9a-f]{64}/.exec(JSON.stringify(Properties?.['TemplateURL'] ?? ''))?.[0];
      if (!hash) throw new TemplateError(`${name}/${logicalId}: TemplateURL names no template of this assembly.`);
      children.set(logicalId, load(findAsset(hash), nestedName(paths.get(logicalId)) ?? `${name}/${logicalId}`));
    }
    const stackName = name === 'root' ? root.name : `${root.name}-${name.replaceAll('/', '-')}`;
    return { name, stackName, template, paths, children };
  }

  return load(root.templateFile, 'root');
}

/** `data` for the construct path `data.NestedStack/data.NestedStackResource`. */
function nestedName(constructPath: string | undefined): string | undefined {
  return /^(.*?)([^/]+)\.NestedStack\/\2\.NestedStackResource$/
    .exec(constructPath ?? '')
    ?.slice(1)
    .join('');
}

/**
 * Construct paths of a stack's logical ids. The metadata lists all stacks together, and two stacks can have the same
 * logical id. So an entry belongs to the stack whose name begins its path, otherwise to the root.
 */
function readPaths(file: string | null, rootName: string) {
  const entries: [constructPath: string, logicalId: string][] = [];
  if (file) {
    const metadata = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { type: string; data?: unknown }[]>;
    for (const [constructPath, notes] of Object.entries(metadata)) {
      const id = notes.find(({ type }) => type === 'aws:cdk:logicalId')?.data;
      if (typeof id === 'string') entries.push([constructPath.replace(`/${rootName}/`, ''), id]);
    }
  }
  return (stack: string, logicalIds: ReadonlySet<string>): Map<string, string> =>
    new Map(
      entries
        .filter(
          ([constructPath, id]) => logicalIds.has(id) && (stack === 'root' || constructPath.startsWith(`${stack}/`)),
        )
        .map(([constructPath, id]) => [id, constructPath]),
    );
}
