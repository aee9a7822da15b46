import { ACCOUNT, REGION, type ResourceNaming } from '../runtime';
import { generatedName } from './physical-name';

type Identity = Pick<Parameters<ResourceNaming>[0], 'type' | 'logicalId' | 'stack'>;

/** The name of a resource that is not served. Resources that refer to it can start; calls with the name fail. */
export const standInName: ResourceNaming = (resource) => ({ ref: generatedName(resource) });

/** A stand-in for an attribute: an ARN of the type's service if its name ends with Arn, otherwise a name. */
export function standInAttribute(resource: Identity, attribute: string): string {
  const name = generatedName(resource);
  const [, service = ''] = resource.type.split('::');
  return attribute.endsWith('Arn')
    ? `arn:aws:${service.toLowerCase()}:${REGION}:${ACCOUNT}:${name}`
    : `${name}-${attribute}`;
}
