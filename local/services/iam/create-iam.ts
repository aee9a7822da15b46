import { z } from 'zod';
import type { Principal, StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { AccessDeniedError } from './access-denied';
import type { ConditionContext } from './conditions';
import { evaluatePolicy, policyStatement, type PolicyStatement } from './evaluate-policy';
import { matchesArn } from './wildcard';

/** May do everything: the person at the keyboard. */
export const OPERATOR: Principal = { arn: 'operator' };

/** The managed policies of AWS that the templates name, by the end of their ARN. */
const AWS_MANAGED: Record<string, PolicyStatement[]> = {
  'service-role/AWSLambdaBasicExecutionRole': [
    { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
  ],
  AWSXRayDaemonWriteAccess: [
    { Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' },
  ],
  AWSLambdaExecute: [{ Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:*:*:*' }],
};

const policyDocument = z
  .object({ Statement: z.union([policyStatement, z.array(policyStatement)]) })
  .transform(({ Statement }) => [Statement].flat());

const policyProperties = z.object({
  PolicyDocument: policyDocument,
  Roles: z.array(z.string()).default([]),
});

const rolePolicyProperties = z.object({ PolicyDocument: policyDocument, RoleName: z.string() });

const roleProperties = z.object({
  Policies: z.array(z.object({ PolicyDocument: policyDocument })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});

const permissionProperties = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});
type PermissionProperties = z.infer<typeof permissionProperties>;

export interface Iam {
  /** @throws AccessDeniedError unless the principal's policies allow the action on the resource. */
  authorize(principal: Principal, action: string, resource: string, context?: ConditionContext): void;
  /**
   * Whether a principal may invoke a function: by its identity policies, or by a permission on the function.
   * @throws AccessDeniedError
   */
  authorizeInvoke(principal: Principal, functionArn: string): void;
  /** Managed policies of AWS that roles name and that nothing is known of here; they grant nothing. */
  unknownManagedPolicies: { role: string; policy: string }[];
}

/** Collects the synthesised policies of every role, and the permissions on functions. */
export function createIam(resources: readonly StackResource[]): Iam {
  const statements = new Map<string, PolicyStatement[]>();
  const roles = resources.filter(({ type }) => type === 'AWS::IAM::Role');
  const arnByName = new Map(roles.map(({ ref, attributes }) => [ref, attributes['Arn']!]));
  const unknownManagedPolicies: Iam['unknownManagedPolicies'] = [];
  const customManaged = new Map(
    resources
      .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy')
      .map((policy) => [policy.ref, readProperties(policy, policyProperties).PolicyDocument]),
  );

  const add = (roleName: string, more: PolicyStatement[]) => {
    const arn = arnByName.get(roleName);
    if (arn) statements.set(arn, [...(statements.get(arn) ?? []), ...more]);
  };
  for (const role of roles) {
    const { Policies, ManagedPolicyArns } = readProperties(role, roleProperties);
    for (const { PolicyDocument } of Policies) add(role.ref, PolicyDocument);
    for (const arn of ManagedPolicyArns) {
      const known = customManaged.get(arn) ?? AWS_MANAGED[arn.replace(/^arn:aws:iam::aws:policy\//, '')];
      if (known) add(role.ref, known);
      else unknownManagedPolicies.push({ role: role.ref, policy: arn });
    }
  }
  for (const resource of resources) {
    if (resource.type === 'AWS::IAM::Policy' || resource.type === 'AWS::IAM::ManagedPolicy') {
      const { Roles, PolicyDocument } = readProperties(resource, policyProperties);
      for (const role of Roles) add(role, PolicyDocument);
    } else if (resource.type === 'AWS::IAM::RolePolicy') {
      const { RoleName, PolicyDocument } = readProperties(resource, rolePolicyProperties);
      add(RoleName, PolicyDocument);
    }
  }
  const permissions = resources
    .filter(({ type }) => type === 'AWS::Lambda::Permission')
    .map((permission) => readProperties(permission, permissionProperties));

  function authorize(principal: Principal, action: string, resource: string, context?: ConditionContext): void {
    if (principal.arn === OPERATOR.arn) return;
    const { effect, unsupported } = evaluatePolicy(statements.get(principal.arn) ?? [], { action, resource, context });
    if (effect !== 'allow') throw denial(principal, action, resource, effect === 'explicit deny', unsupported);
  }

  return {
    unknownManagedPolicies,
    authorize,
    authorizeInvoke(principal, functionArn) {
      const permitted = permissions.some((permission) => permits(permission, principal, functionArn));
      if (permitted) return;
      if (isService(principal)) throw serviceDenial(principal, functionArn);
      authorize(principal, 'lambda:InvokeFunction', functionArn);
    },
  };
}

/**
 * A resource-based permission: for a service, on behalf of a source; for a role, by its ARN; for anybody (`*`), who
 * comes by the function's URL only.
 */
function permits(permission: PermissionProperties, principal: Principal, functionArn: string): boolean {
  const { Action, FunctionName, Principal: who, SourceArn, SourceAccount } = permission;
  const name = functionArn.split(':').at(-1);
  if (Action !== 'lambda:InvokeFunction' && Action !== 'lambda:*') return false;
  if (FunctionName !== functionArn && FunctionName !== name) return false;
  if (who !== principal.arn) return false;
  if (SourceAccount && principal.sourceArn && !principal.sourceArn.includes(`:${SourceAccount}:`)) return false;
  return !SourceArn || (principal.sourceArn !== undefined && matchesArn(SourceArn, principal.sourceArn));
}

const isService = ({ arn }: Principal): boolean => arn.endsWith('.amazonaws.com');

/** A service has no policies of its own: only a permission on the function can let it in. */
function serviceDenial({ arn, sourceArn }: Principal, functionArn: string): AccessDeniedError {
  const action = 'lambda:InvokeFunction';
  const reason = `because no resource-based policy allows the ${action} action for ${sourceArn ?? 'no source'}`;
  const message = `User: ${arn} is not authorized to perform: ${action} on resource: ${functionArn} ${reason}`;
  return new AccessDeniedError(message, action, functionArn, reason);
}

function denial(
  principal: Principal,
  action: string,
  resource: string,
  explicit: boolean,
  unsupported: string[],
): AccessDeniedError {
  const known = explicit
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`;
  const reason =
    unsupported.length > 0
      ? `${known} (the local runner can't evaluate the condition operator ${unsupported.join(', ')})`
      : known;
  return new AccessDeniedError(
    `User: ${sessionArn(principal)} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
    action,
    resource,
    reason,
  );
}

/** The ARN of the session that a role's user acts in, as AWS names it in its messages. */
function sessionArn({ arn, logicalId }: Principal): string {
  const role = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(arn);
  return role ? `arn:aws:sts::${role[1]}:assumed-role/${role[2]}/${logicalId ?? 'local'}` : arn;
}
