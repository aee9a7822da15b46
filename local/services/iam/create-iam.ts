import { z } from 'zod';
import type { Principal, StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { AccessDeniedError } from './access-denied';
import type { ConditionContext } from './conditions';
import { evaluatePolicy, policyStatement, type PolicyStatement } from './evaluate-policy';
import { matchesArn } from './wildcard';

/** The person who runs the backend; allowed everything. */
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
  /** @throws AccessDeniedError unless the principal's policies allow the action on the resource */
  authorize(principal: Principal, action: string, resource: string, context?: ConditionContext): void;
  /**
   * Checks an invocation against the principal's identity policies and the permissions of the function.
   * @throws AccessDeniedError
   */
  authorizeInvoke(principal: Principal, functionArn: string): void;
  /** Managed policies of AWS that roles name and the runner does not know; they grant nothing. */
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
 * Whether a resource-based permission allows the invocation. Its principal is a service with a source, a role, or anybody
 * (`*`), who can call only the function's URL.
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

/** The denial of a service. A service has no policies, so it needs a permission on the function. */
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

/** The ARN of the assumed role's session, as in the messages of AWS. */
function sessionArn({ arn, logicalId }: Principal): string {
  const role = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(arn);
  return role ? `arn:aws:sts::${role[1]}:assumed-role/${role[2]}/${logicalId ?? 'local'}` : arn;
}
