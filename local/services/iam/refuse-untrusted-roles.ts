import { z } from 'zod';
import type { StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { TemplateError } from '../../template/stack-template';
import { mayAssume } from './trust';

/** How a resource type names the roles of its service. */
interface RoleUse {
  type: string;
  service: string;
  /** Reads the ARNs of the roles. */
  roles: z.ZodType<string[]>;
  /** What AWS answers. */
  refusal: (roleArn: string) => string;
}

const roleArns = (...arns: (string | undefined)[]): string[] => arns.filter((arn) => arn !== undefined);

/** The types whose creation AWS refuses when their service may not assume the role. */
const USES: RoleUse[] = [
  {
    type: 'AWS::Lambda::Function',
    service: 'lambda.amazonaws.com',
    roles: z.object({ Role: z.string() }).transform(({ Role }) => [Role]),
    refusal: () => 'The role defined for the function cannot be assumed by Lambda.',
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    service: 'states.amazonaws.com',
    roles: z.object({ RoleArn: z.string() }).transform(({ RoleArn }) => [RoleArn]),
    refusal: () =>
      'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
  },
  {
    type: 'AWS::Events::Rule',
    service: 'events.amazonaws.com',
    roles: z
      .object({
        RoleArn: z.string().optional(),
        Targets: z.array(z.object({ RoleArn: z.string().optional() })).default([]),
      })
      .transform(({ RoleArn, Targets }) => roleArns(RoleArn, ...Targets.map((target) => target.RoleArn))),
    refusal: (roleArn) => `Provided role '${roleArn}' cannot be assumed by principal 'events.amazonaws.com'.`,
  },
  {
    type: 'AWS::ApiGateway::Account',
    service: 'apigateway.amazonaws.com',
    roles: z
      .object({ CloudWatchRoleArn: z.string().optional() })
      .transform(({ CloudWatchRoleArn }) => roleArns(CloudWatchRoleArn)),
    refusal: () =>
      'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
  },
  {
    type: 'AWS::AppSync::GraphQLApi',
    service: 'appsync.amazonaws.com',
    roles: z
      .object({ LogConfig: z.object({ CloudWatchLogsRoleArn: z.string().optional() }).prefault({}) })
      .transform(({ LogConfig }) => roleArns(LogConfig.CloudWatchLogsRoleArn)),
    refusal: (roleArn) => `AppSync cannot assume the role ${roleArn} to write its logs.`,
  },
];

/**
 * Refuses resources whose service may not assume the role that they name. A role that is in no template is not checked:
 * the account can have it.
 * @throws TemplateError with stack, logical id and the answer of AWS
 */
export function refuseUntrustedRoles(byType: (type: string) => StackResource[]): void {
  const roles = byType('AWS::IAM::Role');
  const known = new Set(roles.map(({ attributes }) => attributes['Arn']));
  for (const { type, service, roles: named, refusal } of USES) {
    for (const resource of byType(type)) {
      const assumer = { service, sourceArn: resource.attributes['Arn'] ?? resource.ref };
      const refused = readProperties(resource, named).find((arn) => known.has(arn) && !mayAssume(roles, arn, assumer));
      if (refused) throw new TemplateError(`Stack ${resource.stack}, ${resource.logicalId}: ${refusal(refused)}`);
    }
  }
}
