import { z } from 'zod';
import { ACCOUNT, REGION, type StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { allowsService, resourcePolicy } from './resource-policy';

const roleProperties = z.object({ AssumeRolePolicyDocument: resourcePolicy });

/** A service that wants to use a role, and the resource on whose behalf. */
export interface Assumer {
  /** `lambda.amazonaws.com` */
  service: string;
  /** For the condition key `aws:SourceArn`. */
  sourceArn: string;
}

/** Whether the role's trust policy lets the service assume it. Nobody can assume a role that is not in the templates. */
export function mayAssume(roles: readonly StackResource[], roleArn: string, { service, sourceArn }: Assumer): boolean {
  const role = roles.find(({ attributes }) => attributes['Arn'] === roleArn);
  if (!role) return false;
  const { AssumeRolePolicyDocument } = readProperties(role, roleProperties);
  const statements = AssumeRolePolicyDocument
    // A role is granted to a service by the service's name only.
    .filter(({ Effect, Principal }) => Effect === 'Deny' || Principal.Service.length > 0)
    // A trust policy names no resource: its resource is the role.
    .map((statement) => ({ ...statement, Resource: '*' }));
  const context = { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': sourceArn };
  return allowsService(statements, namesOf(service), { action: 'sts:AssumeRole', resource: roleArn, context });
}

/** Step Functions accepts its regional name as well. */
const namesOf = (service: string): string[] =>
  service === 'states.amazonaws.com' ? [service, `states.${REGION}.amazonaws.com`] : [service];
