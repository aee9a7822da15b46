import { createEventLog } from './event-log';
import type { EventLog, StackResource, ResourceNaming, Runtime, Service } from './runtime';
import { refuseLogsWithoutRole } from './services/api-gateway/refuse-logs-without-role';
import { refuseLongIntegrations } from './services/api-gateway/refuse-long-integrations';
import { alarmsWithoutTopic } from './services/cloudwatch/alarms-without-topic';
import { createDynamodb } from './services/dynamodb/create-dynamodb';
import { createEndpoint, type Endpoint } from './services/endpoint/create-endpoint';
import type { AccessKey } from './services/endpoint/credentials';
import { AccessDeniedError } from './services/iam/access-denied';
import { createIam, OPERATOR } from './services/iam/create-iam';
import { refuseUntrustedRoles } from './services/iam/refuse-untrusted-roles';
import { createKms } from './services/kms/create-kms';
import { createLambda } from './services/lambda/create-lambda';
import { Queues } from './services/sqs/queues';
import { createSqs } from './services/sqs/create-sqs';
import { refuseLargeEnvironment } from './services/lambda/refuse-large-environment';
import { createSsm } from './services/ssm/create-ssm';
import type { AccountSettings } from './settings';
import { stopAll } from './stop-all';
import { assetFinder } from './template/assets';
import { loadResources } from './template/load-resources';

export interface RuntimeOptions {
  assemblyDir: string;
  stateDir: string;
  naming: Record<string, ResourceNaming>;
  account: AccountSettings;
  /** Port of the AWS endpoint; 0 takes a free one. */
  endpointPort: number;
  /** Replaces the value that the template gives an environment variable of a function. */
  functionVariable?: (name: string, value: string) => string;
  /** For tests: changes the loaded resources before the services start. */
  transformResources?: (resources: StackResource[]) => StackResource[];
  events?: EventLog;
}

export interface LocalRuntime extends Service {
  runtime: Runtime;
  endpoint: Endpoint;
  operatorCredentials: AccessKey;
  /** The root stack's outputs. */
  outputs: Record<string, unknown>;
}

/** Loads the cloud assembly and starts the basic services: AWS endpoint, IAM, tables, functions, keys, parameters. */
export async function createRuntime(options: RuntimeOptions): Promise<LocalRuntime> {
  const events = options.events ?? createEventLog();
  const { assemblyDir, stateDir } = options;
  const loaded = loadResources(assemblyDir, options.naming);
  const resources = options.transformResources?.(loaded.resources) ?? loaded.resources;
  const warn = (message: string) => events.append({ kind: 'notice', level: 'warn', message });
  for (const { type, logicalId, stack, referredTo, problem } of loaded.unserved) {
    const effect = referredTo ? 'has a name here, and what calls it fails' : 'has no effect here';
    if (problem === null) warn(`The local runner does not serve ${type}: ${logicalId} of stack ${stack} ${effect}.`);
    else warn(`The local runner can't serve ${logicalId} of stack ${stack}, so it ${effect}. ${problem}`);
  }
  for (const { name, problem } of loaded.unresolvedOutputs) {
    warn(`The output ${name} of the root stack is left out. ${problem}`);
  }
  for (const { type, logicalId, stack, attribute } of loaded.unknownAttributes) {
    warn(
      `The local runner does not know the attribute ${attribute} of ${type}: ${logicalId} of stack ${stack} has a stand-in value.`,
    );
  }
  const byType = groupByType(resources);
  refuseUntrustedRoles(byType);
  refuseLogsWithoutRole(byType, options.account);
  refuseLongIntegrations(byType('AWS::ApiGateway::Method'));
  refuseLargeEnvironment(byType('AWS::Lambda::Function'));
  for (const message of alarmsWithoutTopic(byType)) warn(message);
  const iam = createIam(resources);
  for (const { role, policy } of iam.unknownManagedPolicies) {
    warn(`${role}: the local runner does not know the managed policy ${policy}; it grants nothing here.`);
  }

  /** Appends each denial to the event log. It names the function instead of its access key. */
  function reported<T extends { arn: string; logicalId?: string }>(principal: T, check: () => void): void {
    try {
      check();
    } catch (error) {
      if (error instanceof AccessDeniedError) {
        const { action, resource, reason } = error;
        events.append({ kind: 'denied', principal: principal.logicalId ?? principal.arn, action, resource, reason });
      }
      throw error;
    }
  }
  const authorize: Runtime['authorize'] = (principal, action, resource, context) =>
    reported(principal, () => iam.authorize(principal, action, resource, context));

  const running: Service[] = [];
  const stop = () => stopAll(running);
  try {
    const endpoint = await createEndpoint({ port: options.endpointPort, authorize, events });
    running.push(endpoint);
    const dynamodb = await createDynamodb({ resources, stateDir, events });
    running.push(dynamodb);
    const clock = { now: () => new Date() };
    const queues = await Queues.open({ byType, stateDir, clock, authorize });
    running.push(queues);
    const lambda = createLambda(
      { byType, stateDir, endpoint: endpoint.url, events, queues },
      {
        credentials: endpoint.credentials,
        findAsset: assetFinder(assemblyDir),
        authorizeInvoke: (principal, arn) => reported(principal, () => iam.authorizeInvoke(principal, arn)),
        variable: options.functionVariable,
      },
    );
    running.push(lambda);
    const runtime: Runtime = {
      resources,
      byType,
      stateDir,
      assemblyDir,
      endpoint: endpoint.url,
      clock,
      events,
      lambda,
      queues,
      authorize,
      call: endpoint.call,
    };
    for (const api of [dynamodb.api, lambda.api, createKms(runtime), createSqs(queues), createSsm(runtime)])
      endpoint.add(api);
    return {
      runtime,
      endpoint,
      operatorCredentials: endpoint.credentials.issue(OPERATOR),
      outputs: loaded.outputs,
      stop,
    };
  } catch (error) {
    // The first error explains the failed start; errors of stopping would hide it.
    await stop().catch(() => undefined);
    throw error;
  }
}

function groupByType(resources: readonly StackResource[]): (type: string) => StackResource[] {
  const groups = new Map<string, StackResource[]>();
  for (const resource of resources) {
    const group = groups.get(resource.type);
    if (group) group.push(resource);
    else groups.set(resource.type, [resource]);
  }
  return (type) => [...(groups.get(type) ?? [])];
}
