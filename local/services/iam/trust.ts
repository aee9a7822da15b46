import { z } from 'zod';
import { ACCOUNT, REGION, type StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { evaluatePolicy, policyStatement } from './evaluate-policy';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const trustStatement = policyStatement.extend({
  /** Only services matter here: a person or a web identity is not a service that assumes a role. */
  Principal: z.union([z.string(), z.object({ Service: oneOrMore.optional() })]).optional(),
});

const roleProperties = z.object({
  AssumeRolePolicyDocument: z.object({ Statement: z.union([trustStatement, z.array(trustStatement)]) }),
});

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
  const { Statement } = readProperties(role, roleProperties).AssumeRolePolicyDocument;
  const names = principalsOf(service);
  const statements = [Statement]
    .flat()
    .filter(({ Principal }) => typeof Principal === 'object' && Principal.Service?.some((name) => names.includes(name)))
    .map((statement) => ({ ...statement, Resource: '*' }));
  const context = { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': sourceArn };
  return evaluatePolicy(statements, { action: 'sts:AssumeRole', resource: roleArn, context }).effect === 'allow';
}

/** Step Functions accepts its regional name as well. */
const principalsOf = (service: string): string[] =>
  service === 'states.amazonaws.com' ? [service, `states.${REGION}.amazonaws.com`] : [service];
