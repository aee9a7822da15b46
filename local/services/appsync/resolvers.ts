import { readFileSync } from 'node:fs';
import { print, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import type { StackResource, Runtime } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { dataSourceProperties, resolverKeyProperties, resolverProperties, stepProperties } from './appsync-properties';
import { createDataSource, type DataSource } from './data-sources';
import type { RequestContext } from './identity';
import { MappingTemplate, shared, type Shared, type TemplateInput } from './mapping-template';
import { DataSourceError, ResolverError } from './resolver-error';
import type { SubscriptionFilter } from './subscription-filter';
import type { TemplateField } from './template-functions';

interface Resolved {
  value: unknown;
  /** Set by the templates of a subscription. */
  filter: SubscriptionFilter | null;
}

/** Resolves one field. @throws ResolverError */
type Resolver = (source: unknown, args: object, context: RequestContext, info: GraphQLResolveInfo) => Promise<Resolved>;

interface Step {
  request: MappingTemplate | null;
  response: MappingTemplate | null;
  dataSource: DataSource;
}

/** The resolvers of an API. `unsupported` has a message for each one that can't run here; it fails when it is called. */
export interface ResolverTable {
  get(type: string, field: string): Resolver | undefined;
  unsupported: string[];
}

export function loadResolvers(
  api: StackResource,
  runtime: Pick<Runtime, 'byType' | 'call' | 'lambda' | 'clock'>,
  findAsset: (reference: string) => string,
): ResolverTable {
  const own = (type: string) =>
    runtime.byType(type).filter(({ properties }) => properties['ApiId'] === api.attributes.ApiId);
  const unsupported: string[] = [];
  const templates = new Map<string, MappingTemplate>();

  /** Many templates are equal; each text is parsed once. */
  function template(resource: StackResource, kind: 'Request' | 'Response'): MappingTemplate | null {
    const properties = readProperties(resource, stepProperties);
    const location = properties[`${kind}MappingTemplateS3Location`];
    const text = properties[`${kind}MappingTemplate`] ?? (location && readFileSync(findAsset(location), 'utf8'));
    if (text === undefined) return null;
    const known = templates.get(text);
    if (known) return known;
    const parsed = new MappingTemplate(`${kind}MappingTemplate of ${resource.logicalId}`, text);
    templates.set(text, parsed);
    return parsed;
  }

  const dataSources = new Map(
    own('AWS::AppSync::DataSource').map((source) => [
      readProperties(source, dataSourceProperties).Name,
      lazily(source),
    ]),
  );

  function lazily(source: StackResource): DataSource {
    try {
      return createDataSource(source, api, runtime);
    } catch (error) {
      const { message } = error as Error;
      unsupported.push(message);
      const refusal = error instanceof DataSourceError ? error : new DataSourceError('NotSupported', message);
      return () => Promise.reject(refusal);
    }
  }

  function step(resource: StackResource): Step {
    const { DataSourceName = '', Code, CodeS3Location } = readProperties(resource, stepProperties);
    const dataSource = dataSources.get(DataSourceName);
    if (!dataSource) throw new Error(`${resource.logicalId}: there is no data source ${DataSourceName}`);
    if (Code || CodeS3Location)
      throw new Error(`${resource.logicalId}: the local runner does not run APPSYNC_JS resolvers`);
    return { request: template(resource, 'Request'), response: template(resource, 'Response'), dataSource };
  }

  const functions = new Map(own('AWS::AppSync::FunctionConfiguration').map((one) => [one.attributes.FunctionId!, one]));
  const steps = new Map<string, Step>();

  function functionStep(id: string, user: StackResource): Step {
    const known = steps.get(id);
    if (known) return known;
    const resource = functions.get(id);
    if (!resource) throw new Error(`${user.logicalId}: there is no pipeline function ${id}`);
    const made = step(resource);
    steps.set(id, made);
    return made;
  }

  function resolver(resource: StackResource): Resolver {
    const { Kind, PipelineConfig, Code, CodeS3Location } = readProperties(resource, resolverProperties);
    if (Kind !== 'PIPELINE') return unit(step(resource), runtime);
    if (Code || CodeS3Location)
      throw new Error(`${resource.logicalId}: the local runner does not run APPSYNC_JS resolvers`);
    return pipeline(
      template(resource, 'Request'),
      PipelineConfig.Functions.map((id) => functionStep(id, resource)),
      template(resource, 'Response'),
      runtime,
    );
  }

  const resolvers = new Map(
    own('AWS::AppSync::Resolver').map((resource) => {
      const { TypeName, FieldName } = readProperties(resource, resolverKeyProperties);
      let made: Resolver;
      try {
        made = resolver(resource);
      } catch (error) {
        const { message } = error as Error;
        unsupported.push(message);
        made = () => Promise.reject(new ResolverError('NotSupported', message));
      }
      return [`${TypeName}.${FieldName}`, made] as const;
    }),
  );
  return { get: (type, field) => resolvers.get(`${type}.${field}`), unsupported };
}

const AUTH_TYPE = 'User Pool Authorization';

function fieldOf(context: RequestContext, info: GraphQLResolveInfo, runtime: Pick<Runtime, 'clock'>): TemplateField {
  const { line, column } = info.fieldNodes[0]!.loc?.startToken ?? {};
  const path: (string | number)[] = [];
  for (let at: typeof info.path | undefined = info.path; at; at = at.prev) path.unshift(at.key);
  return {
    fieldName: info.fieldName,
    parentTypeName: info.parentType.name,
    authType: AUTH_TYPE,
    now: () => runtime.clock.now(),
    append: (error) => context.appended.push({ path, error, location: line && column ? { line, column } : null }),
  };
}

/** `$ctx.info`, with fragments expanded in the list of selected fields. */
function infoOf(info: GraphQLResolveInfo) {
  const list = (set: SelectionSetNode, prefix: string): string[] =>
    set.selections.flatMap((node) => {
      if (node.kind === 'Field') {
        const name = prefix + (node.alias ?? node.name).value;
        return [name, ...(node.selectionSet ? list(node.selectionSet, `${name}/`) : [])];
      }
      const inner = node.kind === 'FragmentSpread' ? info.fragments[node.name.value] : node;
      return inner ? list(inner.selectionSet, prefix) : [];
    });
  const set = info.fieldNodes[0]!.selectionSet;
  return {
    fieldName: info.fieldName,
    parentTypeName: info.parentType.name,
    variables: info.variableValues,
    selectionSetList: set ? list(set, '') : [],
    selectionSetGraphQL: set ? print(set) : '',
  };
}

function inputOf(source: unknown, context: RequestContext, info: GraphQLResolveInfo): TemplateInput {
  return {
    identity: context.identity,
    request: { headers: context.headers, domainName: null },
    info: infoOf(info),
    source,
  };
}

/** One request to a data source, with its templates. Without a request template a function gets the whole context. */
async function run(
  { request, response, dataSource }: Step,
  field: TemplateField,
  values: Shared,
  input: TemplateInput,
): Promise<Resolved> {
  let filter: SubscriptionFilter | null = null;
  let payload: unknown = {
    version: '2018-05-29',
    operation: 'Invoke',
    payload: { ...input, arguments: values.args.toJSON(), stash: values.stash.toJSON() },
  };
  if (request) {
    const rendered = request.render(field, values, input);
    filter = rendered.subscriptionFilter;
    if (rendered.returned) return { value: rendered.value, filter };
    payload = rendered.value;
  }
  let result: unknown = null;
  let error: DataSourceError | null = null;
  try {
    result = await dataSource(payload);
  } catch (cause) {
    if (!(cause instanceof DataSourceError)) throw cause;
    error = cause;
    result = cause.result;
  }
  // Templates of version 2017-02-28 do not handle errors of a data source.
  const handlesErrors = response && (payload as { version?: string } | null)?.version === '2018-05-29';
  if (error && !handlesErrors) throw new ResolverError(error.type, error.message, null, null, { cause: error });
  if (!response) return { value: result, filter };
  const rendered = response.render(field, values, {
    ...input,
    result,
    error: error && { type: error.type, message: error.message },
  });
  return { value: rendered.value, filter: rendered.subscriptionFilter ?? filter };
}

function unit(step: Step, runtime: Pick<Runtime, 'clock'>): Resolver {
  return (source, args, context, info) =>
    run(step, fieldOf(context, info, runtime), shared(args), inputOf(source, context, info));
}

function pipeline(
  before: MappingTemplate | null,
  steps: Step[],
  after: MappingTemplate | null,
  runtime: Pick<Runtime, 'clock'>,
): Resolver {
  return async (source, args, context, info) => {
    const field = fieldOf(context, info, runtime);
    const values = shared(args);
    const input = inputOf(source, context, info);
    let filter: SubscriptionFilter | null = null;
    let value: unknown = null;
    if (before) {
      const rendered = before.render(field, values, input);
      if (rendered.returned) return { value: rendered.value, filter: rendered.subscriptionFilter };
      value = rendered.value;
    }
    for (const step of steps) {
      const done = await run(step, field, values, { ...input, prev: { result: value } });
      value = done.value;
      filter = done.filter ?? filter;
    }
    if (!after) return { value, filter };
    const rendered = after.render(field, values, { ...input, result: value, prev: { result: value } });
    return { value: rendered.value, filter: rendered.subscriptionFilter ?? filter };
  };
}
