import type { StackResource, Runtime } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import {
  authorizerProperties,
  gatewayResponseProperties,
  methodKeyProperties,
  methodProperties,
  pathProperties,
  restApiProperties,
  stageProperties,
  type Integration,
  type MethodSettings,
} from './api-gateway-properties';
import { LONGEST_INTEGRATION_MS } from './refuse-long-integrations';

export interface Method {
  httpMethod: string;
  resourceId: string;
  resourcePath: string;
  authorization: 'NONE' | { providerArns: string[]; scopes: string[]; header: string };
  integration:
    | { type: 'AWS_PROXY'; functionArn: string; timeoutMs: number }
    | { type: 'MOCK'; status: number; headers: Record<string, string> }
    /** The runner can't serve the method; each call is answered with a configuration error. */
    | { type: 'UNSERVED' };
  throttle: { rate: number; burst: number };
}

export interface GatewayResponse {
  status: number | null;
  headers: Record<string, string>;
  template: string | null;
}

/** One stage of a REST API, ready to be served under `/<stage>`. */
export interface RestApi {
  id: string;
  logicalId: string;
  stage: string;
  methods: Method[];
  /** By response type, including DEFAULT_4XX and DEFAULT_5XX. */
  gatewayResponses: Map<string, GatewayResponse>;
  binaryMediaTypes: string[];
}

/** The throttle of an account, for stages without one. */
const ACCOUNT_THROTTLE = { rate: 10_000, burst: 5_000 };

/** Reads the deployed stages. A warning names each method that the runner can't serve. */
export function readRestApis(runtime: Pick<Runtime, 'byType' | 'events'>): RestApi[] {
  const warn = (message: string) => runtime.events.append({ kind: 'notice', level: 'warn', message });
  return runtime.byType('AWS::ApiGateway::Stage').flatMap((stage) => {
    const { RestApiId, MethodSettings } = readProperties(stage, stageProperties);
    const api = runtime.byType('AWS::ApiGateway::RestApi').find(({ ref }) => ref === RestApiId);
    if (!api) {
      warn(`The stage ${stage.logicalId} is not served: it belongs to no REST API that is served.`);
      return [];
    }
    const own = (type: string) => runtime.byType(type).filter(({ properties }) => properties['RestApiId'] === api.ref);
    const paths = pathsOf(api, own('AWS::ApiGateway::Resource'));
    const authorizers = own('AWS::ApiGateway::Authorizer');
    return {
      id: api.ref,
      logicalId: api.logicalId,
      stage: stage.ref,
      methods: own('AWS::ApiGateway::Method').flatMap((method) => {
        try {
          return [readMethod(method, paths, authorizers, MethodSettings)];
        } catch (error) {
          warn((error as Error).message);
          return unservedMethod(method, paths) ?? [];
        }
      }),
      gatewayResponses: new Map(own('AWS::ApiGateway::GatewayResponse').map(readGatewayResponse)),
      binaryMediaTypes: readProperties(api, restApiProperties).BinaryMediaTypes,
    };
  });
}

function pathsOf(api: StackResource, resources: StackResource[]): Map<string, string> {
  const paths = new Map([[api.attributes['RootResourceId']!, '/']]);
  const byId = new Map(resources.map((resource) => [resource.ref, resource]));
  /** Undefined below a resource that is not served. */
  const pathOf = (id: string): string | undefined => {
    const known = paths.get(id);
    const resource = byId.get(id);
    if (known !== undefined || !resource) return known;
    const { ParentId, PathPart } = readProperties(resource, pathProperties);
    const parent = pathOf(ParentId);
    if (parent === undefined) return undefined;
    const path = `${parent.replace(/\/$/, '')}/${PathPart}`;
    paths.set(id, path);
    return path;
  };
  for (const id of byId.keys()) pathOf(id);
  return paths;
}

function unservedMethod(method: StackResource, paths: Map<string, string>): Method | null {
  const { HttpMethod: httpMethod, ResourceId: resourceId } = readProperties(method, methodKeyProperties);
  const resourcePath = paths.get(resourceId);
  if (resourcePath === undefined) return null;
  const integration = { type: 'UNSERVED' } as const;
  return { httpMethod, resourceId, resourcePath, authorization: 'NONE', integration, throttle: ACCOUNT_THROTTLE };
}

/** @throws Error that names the method and the reason why the runner can't serve it */
function readMethod(
  method: StackResource,
  paths: Map<string, string>,
  authorizers: StackResource[],
  settings: MethodSettings,
): Method {
  const unserved = (what: string) => new Error(`The local runner can't serve the method ${method.logicalId}: ${what}.`);
  const { HttpMethod, ResourceId, AuthorizationType, AuthorizerId, AuthorizationScopes, Integration, ApiKeyRequired } =
    readProperties(method, methodProperties);
  const resourcePath = paths.get(ResourceId);
  if (resourcePath === undefined) throw unserved('its resource is unknown');
  if (ApiKeyRequired) throw unserved('it needs an API key');
  let authorization: Method['authorization'] = 'NONE';
  if (AuthorizationType === 'COGNITO_USER_POOLS') {
    const authorizer = authorizers.find(({ ref }) => ref === AuthorizerId);
    if (!authorizer) throw unserved('its authorizer is unknown');
    const { IdentitySource, ProviderARNs } = readProperties(authorizer, authorizerProperties);
    const header = IdentitySource.replace('method.request.header.', '') || 'Authorization';
    authorization = { providerArns: ProviderARNs, scopes: AuthorizationScopes, header };
  } else if (AuthorizationType !== 'NONE') throw unserved(`authorization by ${AuthorizationType}`);
  return {
    httpMethod: HttpMethod,
    resourceId: ResourceId,
    resourcePath,
    authorization,
    integration: readIntegration(Integration, unserved),
    throttle: throttleOf(settings, resourcePath, HttpMethod),
  };
}

function readIntegration(integration: Integration, unserved: (what: string) => Error): Method['integration'] {
  const { Type, Uri, TimeoutInMillis, IntegrationResponses } = integration;
  if (Type === 'AWS_PROXY') {
    const functionArn = /\/functions\/(arn:[^/]+)\/invocations$/.exec(Uri ?? '')?.[1];
    if (!functionArn) throw unserved(`the integration ${Uri}`);
    return {
      type: 'AWS_PROXY',
      functionArn,
      timeoutMs: TimeoutInMillis ?? LONGEST_INTEGRATION_MS,
    };
  }
  if (Type !== 'MOCK') throw unserved(`an integration of type ${Type}`);
  const response = IntegrationResponses.find(({ SelectionPattern }) => !SelectionPattern);
  const headers = Object.entries(response?.ResponseParameters ?? {}).map(([name, value]) => [
    name.replace('method.response.header.', ''),
    unquote(value),
  ]);
  return { type: 'MOCK', status: response?.StatusCode ?? 200, headers: Object.fromEntries(headers) };
}

/** The most specific of a stage's method settings: for path and method, for the path, for the whole stage. */
function throttleOf(settings: MethodSettings, resourcePath: string, httpMethod: string): Method['throttle'] {
  const escaped = `/${resourcePath.slice(1).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const forms = [escaped, resourcePath, `/${resourcePath.replaceAll('/', '~1')}`];
  const find = (paths: string[], method: string) =>
    settings.find(({ ResourcePath, HttpMethod }) => paths.includes(ResourcePath ?? '') && HttpMethod === method);
  const found = find(forms, httpMethod) ?? find(forms, '*') ?? find(['/*'], '*');
  return {
    rate: found?.ThrottlingRateLimit ?? ACCOUNT_THROTTLE.rate,
    burst: found?.ThrottlingBurstLimit ?? ACCOUNT_THROTTLE.burst,
  };
}

function readGatewayResponse(resource: StackResource): [string, GatewayResponse] {
  const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = readProperties(
    resource,
    gatewayResponseProperties,
  );
  const headers = Object.entries(ResponseParameters).map(([name, value]) => [
    name.replace('gatewayresponse.header.', '').toLowerCase(),
    unquote(value),
  ]);
  return [
    ResponseType,
    {
      status: StatusCode ?? null,
      headers: Object.fromEntries(headers),
      template: ResponseTemplates['application/json'] ?? null,
    },
  ];
}

const unquote = (value: string) => value.replace(/^'(.*)'$/s, '$1');

/** The method for a path below the stage. Literal parts take precedence over `{parameter}`, then over `{proxy+}`. */
export function matchMethod(
  api: RestApi,
  httpMethod: string,
  path: string,
): { method: Method; pathParameters: Record<string, string> | null } | null {
  const parts = path.split('/').filter(Boolean);
  const candidates = api.methods
    .filter((method) => method.httpMethod === httpMethod || method.httpMethod === 'ANY')
    .flatMap((method) => {
      const pathParameters = matchPath(method.resourcePath.split('/').filter(Boolean), parts);
      return pathParameters ? [{ method, pathParameters, rank: rankOf(method) }] : [];
    })
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const [best] = candidates;
  if (!best) return null;
  const { method, pathParameters } = best;
  return { method, pathParameters: Object.keys(pathParameters).length ? pathParameters : null };
}

function rankOf({ resourcePath, httpMethod }: Method): string {
  const parts = resourcePath.split('/').map((part) => (/^\{.+\+\}$/.test(part) ? 'c' : /^\{/.test(part) ? 'b' : 'a'));
  return `${parts.join('')}${httpMethod === 'ANY' ? '2' : '1'}`;
}

function matchPath(pattern: string[], parts: string[]): Record<string, string> | null {
  const parameters: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part);
    if (greedy) {
      if (i >= parts.length) return null;
      parameters[greedy[1]!] = parts.slice(i).map(decode).join('/');
      return parameters;
    }
    const named = /^\{(.+)\}$/.exec(part);
    if (parts[i] === undefined || (!named && part !== parts[i])) return null;
    if (named) parameters[named[1]!] = decode(parts[i]);
  }
  return pattern.length === parts.length ? parameters : null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
