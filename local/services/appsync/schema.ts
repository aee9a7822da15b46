import {
  buildASTSchema,
  defaultFieldResolver,
  isObjectType,
  isScalarType,
  Kind,
  parse,
  valueFromASTUntyped,
  type DirectiveNode,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from './identity';
import { unauthorizedField } from './resolver-error';
import type { ResolverTable } from './resolvers';
import { scalars } from './scalars';

/** Who can read a type or a field, from the `@aws_...` directives of the schema. */
interface Access {
  userPool: boolean;
  groups: string[] | null;
}

const AUTH_DIRECTIVES = ['aws_cognito_user_pools', 'aws_auth', 'aws_iam', 'aws_api_key', 'aws_oidc', 'aws_lambda'];

function accessOf(directives: readonly DirectiveNode[] | undefined): Access | null {
  const named = (directives ?? []).filter(({ name }) => AUTH_DIRECTIVES.includes(name.value));
  if (!named.length) return null;
  const pool = named.find(({ name }) => ['aws_cognito_user_pools', 'aws_auth'].includes(name.value));
  const groups = pool?.arguments?.find(({ name }) => name.value === 'cognito_groups');
  return { userPool: Boolean(pool), groups: groups ? (valueFromASTUntyped(groups.value) as string[]) : null };
}

const allows = ({ userPool, groups }: Access, { identity }: RequestContext) =>
  userPool && (!groups || groups.some((group) => identity.groups?.includes(group)));

/** The mutations of each subscription field, from `@aws_subscribe(mutations: [...])`. */
type SubscriptionSources = ReadonlyMap<string, readonly string[]>;

export interface ApiSchema {
  schema: GraphQLSchema;
  subscriptions: SubscriptionSources;
}

/**
 * An executable schema from AppSync's SDL, with its scalars, resolvers and authorization directives.
 * `userPoolIsDefault`: types and fields without a directive are open to the users of the pool.
 */
export function buildApiSchema(sdl: string, resolvers: ResolverTable, userPoolIsDefault: boolean): ApiSchema {
  const document = parse(
    `${Object.keys(scalars)
      .map((name) => `scalar ${name}`)
      .join('\n')}\n${sdl}`,
  );
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  const subscriptions = new Map<string, string[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    const scalar = isScalarType(type) ? scalars[type.name] : undefined;
    if (scalar && isScalarType(type)) {
      type.serialize = scalar.serialize;
      type.parseValue = scalar.parseValue;
      type.parseLiteral = scalar.parseLiteral;
    }
    if (isObjectType(type)) attach(type);
  }

  function attach(type: GraphQLObjectType): void {
    const byDefault: Access = { userPool: userPoolIsDefault, groups: null };
    const ofType = accessOf(type.astNode?.directives) ?? byDefault;
    for (const field of Object.values(type.getFields())) {
      const access = accessOf(field.astNode?.directives) ?? ofType;
      const resolver = resolvers.get(type.name, field.name);
      const subscribes = type === schema.getSubscriptionType();
      if (subscribes) subscriptions.set(field.name, sourcesOf(field.astNode?.directives));
      field.resolve = (source, args, context: RequestContext, info) => {
        if (!allows(access, context)) throw unauthorizedField(field.name, type.name);
        if (!resolver) {
          if (subscribes) context.onSubscribed?.(args, null);
          return defaultFieldResolver(source, args, context, info);
        }
        return resolver(source, args, context, info).then(({ value, filter }) => {
          if (subscribes) context.onSubscribed?.(args, filter);
          return value;
        });
      };
    }
  }

  return { schema, subscriptions };
}

function sourcesOf(directives: readonly DirectiveNode[] | undefined): string[] {
  const value = directives
    ?.find(({ name }) => name.value === 'aws_subscribe')
    ?.arguments?.find(({ name }) => name.value === 'mutations')?.value;
  if (!value) return [];
  return value.kind === Kind.LIST ? (valueFromASTUntyped(value) as string[]) : [valueFromASTUntyped(value) as string];
}
