import {
  execute,
  getNamedType,
  isAbstractType,
  isObjectType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { apiError, type ApiError } from './graphql-errors';
import { prepare, type GraphqlRequest } from './graphql-api';
import type { RequestContext } from './identity';
import { passes, type SubscriptionFilter } from './subscription-filter';

/** A started subscription: its mutations, and the message for a mutation's result. */
export interface Subscription {
  mutations: readonly string[];
  /** The message for the subscriber; null when the subscription does not match the result. */
  message(result: unknown): { data: Record<string, unknown> } | null;
}

/**
 * Starts a subscription: validates it and runs its resolver once. The resolver authorises the caller and can set a
 * filter. Without a filter, each argument must equal the field of the same name in the mutation's result.
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export async function startSubscription(
  schema: GraphQLSchema,
  sources: ReadonlyMap<string, readonly string[]>,
  request: GraphqlRequest,
  context: RequestContext,
): Promise<Subscription | { errors: ApiError[] }> {
  const prepared = prepare(schema, request);
  if ('errors' in prepared) return prepared;
  const { document, operation } = prepared;
  const type = schema.getSubscriptionType();
  const [node] = operation.selectionSet.selections;
  if (operation.operation !== 'subscription' || !type || node?.kind !== 'Field')
    return {
      errors: [{ path: null, locations: null, message: 'The real-time endpoint takes one subscription field.' }],
    };
  const definition = type.getFields()[node.name.value]!;
  let args: Record<string, unknown> = {};
  let filter: SubscriptionFilter | null = null;
  // The executor calls the resolver, so that arguments, directives and errors work as for any field.
  const { errors } = await execute({
    schema,
    document,
    contextValue: {
      ...context,
      onSubscribed: (given, set) => {
        args = given;
        filter = set;
      },
    } satisfies RequestContext,
    variableValues: request.variables,
    operationName: request.operationName,
  });
  if (errors?.length) return { errors: errors.map(apiError) };

  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === 'FragmentDefinition' ? [[one.name.value, one]] : [])),
  );
  const responseName = (node.alias ?? node.name).value;
  return {
    mutations: sources.get(definition.name) ?? [],
    message(result) {
      if (typeof result !== 'object' || result === null) return null;
      const fields = result as Record<string, unknown>;
      const matches = filter
        ? passes(filter, fields)
        : Object.entries(args).every(([name, value]) => name === 'filter' || fields[name] === value);
      if (!matches) return null;
      return { data: { [responseName]: project(schema, definition.type, node, fragments, result) } };
    },
  };
}

/** The selected part of a mutation's result. A field that the mutation did not select is null. */
function project(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  node: FieldNode | { selectionSet?: SelectionSetNode },
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  value: unknown,
): unknown {
  if (Array.isArray(value)) return value.map((each) => project(schema, type, node, fragments, each));
  if (!node.selectionSet || typeof value !== 'object' || value === null) return value ?? null;
  const named = getNamedType(type);
  const projected: Record<string, unknown> = {};
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === 'Field') {
        const name = selection.name.value;
        const key = (selection.alias ?? selection.name).value;
        if (name === '__typename') projected[key] = named.name;
        else if (isObjectType(named) || isAbstractType(named)) {
          const field = 'getFields' in named ? named.getFields()[name] : undefined;
          const inner = (value as Record<string, unknown>)[name];
          projected[key] = field ? project(schema, field.type, selection, fragments, inner) : (inner ?? null);
        }
      } else {
        const inner = selection.kind === 'InlineFragment' ? selection : fragments.get(selection.name.value);
        if (inner) collect(inner.selectionSet);
      }
    }
  };
  collect(node.selectionSet);
  return projected;
}
