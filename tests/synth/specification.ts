import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { PropertyType, ResourceProperties, SpecDatabase } from '@aws-cdk/service-spec-types';
import type { TemplateResource } from './assembly';

/** Functions whose value is known only at deployment, so it is not checked here. */
const INTRINSIC = /^(Ref|Condition|Fn::\w+)$/;

/**
 * Checks resources against the CloudFormation resource specification: known types, known property names at every
 * depth, required properties present, primitive types right. Returns one line per problem.
 */
export async function createSpecificationCheck() {
  const db = await loadAwsServiceSpec();

  return function check(resource: TemplateResource): string[] {
    const where = `${resource.stack} ${resource.logicalId} (${resource.Type})`;
    const [spec] = [...db.lookup('resource', 'cloudFormationType', 'equals', resource.Type)];
    if (!spec) return [`${where}: unknown resource type`];
    return checkProperties(db, resource.Properties, spec.properties, '').map((problem) => `${where}: ${problem}`);
  };
}

function checkProperties(db: SpecDatabase, value: unknown, properties: ResourceProperties, at: string): string[] {
  if (isIntrinsic(value)) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at || '(root)'}: not an object`];
  const problems: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    const property = properties[name];
    if (property)
      problems.push(...checkAny(db, item, [property.type, ...(property.previousTypes ?? [])], `${at}.${name}`));
    else problems.push(`${at}.${name}: unknown property`);
  }
  for (const [name, property] of Object.entries(properties)) {
    if (property.required && !(name in value)) problems.push(`${at}.${name}: required, but missing`);
  }
  return problems;
}

function checkAny(db: SpecDatabase, value: unknown, types: PropertyType[], at: string): string[] {
  let fewest: string[] | undefined;
  for (const type of types) {
    const problems = checkType(db, value, type, at);
    if (problems.length === 0) return [];
    if (!fewest || problems.length < fewest.length) fewest = problems;
  }
  return fewest ?? [];
}

function checkType(db: SpecDatabase, value: unknown, type: PropertyType, at: string): string[] {
  if (isIntrinsic(value)) return [];
  const expect = (ok: boolean) => (ok ? [] : [`${at}: ${JSON.stringify(value)?.slice(0, 80)} is not ${type.type}`]);
  switch (type.type) {
    case 'string':
    case 'date-time':
      return expect(['string', 'number', 'boolean'].includes(typeof value));
    case 'number':
    case 'integer':
      return expect(typeof value === 'number' || (typeof value === 'string' && value !== '' && !isNaN(Number(value))));
    case 'boolean':
      return expect(typeof value === 'boolean' || value === 'true' || value === 'false');
    case 'array':
      if (!Array.isArray(value)) return expect(false);
      return value.flatMap((item, i) => checkType(db, item, type.element, `${at}[${i}]`));
    case 'map':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return expect(false);
      return Object.entries(value).flatMap(([key, item]) => checkType(db, item, type.element, `${at}.${key}`));
    case 'ref':
      return checkProperties(db, value, db.get('typeDefinition', type.reference.$ref).properties, at);
    case 'union':
      return checkAny(db, value, type.types, at);
    case 'json':
    case 'tag':
    case 'null':
      return [];
  }
}

function isIntrinsic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && INTRINSIC.test(keys[0]!);
}
