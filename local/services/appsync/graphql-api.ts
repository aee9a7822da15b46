import {
  execute,
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { RequestRefused } from './authorize';
import { apiError, appendedErrors, validationError, type ApiError } from './graphql-errors';
import type { Identity, RequestContext } from './identity';

export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

export interface GraphqlResponse {
  data: Record<string, unknown> | null;
  errors?: ApiError[];
}

/** Called for each field of a mutation that returned a value, with the selected part of that value. */
export type OnMutation = (field: string, value: unknown) => void;

export const requestContext = (identity: Identity, headers: Record<string, string>): RequestContext => ({
  identity,
  headers,
  appended: [],
});

/** @throws RequestRefused for a body that is not a GraphQL request */
export function readRequest(body: unknown): GraphqlRequest {
  const { query, variables, operationName } = (body ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string' || !query.trim())
    throw new RequestRefused(400, 'MalformedHttpRequestException', 'Unable to parse GraphQL query.');
  if (variables !== undefined && variables !== null && typeof variables !== 'object')
    throw new RequestRefused(400, 'MalformedHttpRequestException', 'Request body contained invalid JSON.');
  return {
    query,
    variables: (variables ?? {}) as Record<string, unknown>,
    operationName: typeof operationName === 'string' ? operationName : null,
  };
}

/** Parses and validates a request; the errors have AppSync's shape. */
export function prepare(
  schema: GraphQLSchema,
  { query, operationName }: GraphqlRequest,
): { document: DocumentNode; operation: OperationDefinitionNode } | { errors: ApiError[] } {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [validationError(error as GraphQLError)] };
  }
  const errors = validate(schema, document, specifiedRules);
  if (errors.length) return { errors: errors.map(validationError) };
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    return { errors: [validationError(new GraphQLError(`Unknown operation named '${operationName ?? ''}'.`))] };
  }
  return { document, operation };
}

/** Runs a query or a mutation. */
export async function runOperation(
  schema: GraphQLSchema,
  request: GraphqlRequest,
  context: RequestContext,
  onMutation: OnMutation,
): Promise<GraphqlResponse> {
  const prepared = prepare(schema, request);
  if ('errors' in prepared) return { data: null, errors: prepared.errors };
  const { document, operation } = prepared;
  if (operation.operation === 'subscription')
    throw new RequestRefused(400, 'BadRequestException', 'Subscriptions run over the real-time endpoint.');
  const result = await execute({
    schema,
    document,
    contextValue: context,
    variableValues: request.variables,
    operationName: request.operationName,
  });
  const data = result.data ?? null;
  if (operation.operation === 'mutation' && data) {
    const failed = new Set(result.errors?.map(({ path }) => path?.[0]));
    for (const [alias, field] of rootFields(document, operation))
      if (!failed.has(alias) && data[alias] !== null && data[alias] !== undefined) onMutation(field, data[alias]);
  }
  const errors = [...(result.errors ?? []).map(apiError), ...appendedErrors(context)];
  return errors.length ? { data, errors } : { data };
}

/** The top-level fields of an operation, including those in fragments: response name to field name. */
function rootFields(document: DocumentNode, operation: OperationDefinitionNode): Map<string, string> {
  const fields = new Map<string, string>();
  const collect = ({ selections }: OperationDefinitionNode['selectionSet']): void => {
    for (const node of selections) {
      if (node.kind === 'Field') fields.set((node.alias ?? node.name).value, node.name.value);
      else if (node.kind === 'InlineFragment') collect(node.selectionSet);
      else {
        const fragment = document.definitions.find(
          (one) => one.kind === 'FragmentDefinition' && one.name.value === node.name.value,
        );
        if (fragment?.kind === 'FragmentDefinition') collect(fragment.selectionSet);
      }
    }
  };
  collect(operation.selectionSet);
  return fields;
}
