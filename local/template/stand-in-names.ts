import { ACCOUNT, REGION, type ResourceNaming } from '../runtime';
import { generatedName } from './physical-name';

type Identity = Pick<Parameters<ResourceNaming>[0], 'type' | 'logicalId' | 'stack'>;

/** Names a resource that nothing here serves, so that what refers to it can start; a call that uses the name fails. */
export const standInName: ResourceNaming = (resource) => ({ ref: generatedName(resource) });

/** An ARN of the type's service for an attribute that asks for one, a name for any other. */
export function standInAttribute(resource: Identity, attribute: string): string {
  const name = generatedName(resource);
  const [, service = ''] = resource.type.split('::');
  return attribute.endsWith('Arn')
    ? `arn:aws:${service.toLowerCase()}:${REGION}:${ACCOUNT}:${name}`
    : `${name}-${attribute}`;
}
