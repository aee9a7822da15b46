import velocity from 'amplify-velocity-template';
import { java, plain, type JavaMap } from './java-values';
import { ResolverError } from './resolver-error';
import type { SubscriptionFilter } from './subscription-filter';
import { templateFunctions, type Raised, type TemplateField } from './template-functions';

/** `$ctx.args` and `$ctx.stash` of one field. Its templates share them and can change them. */
export interface Shared {
  args: JavaMap;
  stash: JavaMap;
}

export const shared = (args: object): Shared => ({ args: java({ ...args }), stash: java({}) });

/** The other inputs of a template, as plain values. */
export interface TemplateInput {
  identity: unknown;
  request: unknown;
  info: unknown;
  source?: unknown;
  result?: unknown;
  prev?: { result: unknown };
  error?: { type: string; message: string } | null;
}

export interface Rendered {
  value: unknown;
  /** Whether the template ended with #return. */
  returned: boolean;
  subscriptionFilter: SubscriptionFilter | null;
}

/** The engine parses a quoted string at each evaluation; this cache parses each one once. */
const parsedStrings = new Map<string, velocity.SyntaxTree>();
velocity.Compile.parse = (text) => {
  let tree = parsedStrings.get(text);
  if (!tree) parsedStrings.set(text, (tree = velocity.parse(text)));
  return tree;
};

/** AppSync's limit of an evaluated template. https://docs.aws.amazon.com/general/latest/gr/appsync.html */
const MOST_BYTES = 5 * 1024 * 1024;

/** A mapping template of AppSync (Velocity), parsed once. */
export class MappingTemplate {
  readonly #tree;

  /** @throws Error that names a template that doesn't parse */
  constructor(
    readonly name: string,
    text: string,
  ) {
    try {
      this.#tree = velocity.parse(text);
    } catch (cause) {
      throw new Error(`The mapping template ${name} does not parse: ${(cause as Error).message}`, { cause });
    }
  }

  /** @throws ResolverError of `$util.error` or `$util.unauthorized`; of type `MappingTemplate` for a template's fault */
  render(field: TemplateField, { args, stash }: Shared, input: TemplateInput): Rendered {
    const raised: Raised = { error: null };
    const util = templateFunctions(field, raised);
    let subscriptionFilter: SubscriptionFilter | null = null;
    const extensions = {
      setSubscriptionFilter(given: unknown) {
        const filter = plain(given);
        subscriptionFilter = (typeof filter === 'string' ? JSON.parse(filter) : filter) as SubscriptionFilter | null;
        return '';
      },
      setSubscriptionInvalidationFilter: () => '',
    };
    const { identity, request, info, source, result, prev, error } = input;
    const ctx = {
      args,
      arguments: args,
      stash,
      identity: java(identity),
      request: java(request),
      info: java(info),
      source: java(source ?? null),
      result: java(result ?? null),
      prev: java(prev ?? null),
      error: java(error ?? null),
    };
    // A compiled template keeps its loop variables after an error, so each rendering compiles its own.
    const compiled = new velocity.Compile(this.#tree, { valueMapper: java, escape: false });
    let text: string | null;
    try {
      text = compiled.render({ util, utils: util, ctx, context: ctx, extensions });
    } catch (cause) {
      throw raised.error ?? this.#fault((cause as Error).message, cause);
    }
    const returned = compiled._state.return;
    const value = this.#parse(text);
    // #return encodes a value that toJson has already encoded.
    return { value: returned && typeof value === 'string' ? decoded(value) : value, returned, subscriptionFilter };
  }

  #parse(text: string | null): unknown {
    if (text === null || text.trim() === '') return null;
    if (Buffer.byteLength(text) > MOST_BYTES) throw new ResolverError('MappingTemplate', 'Transformation too large');
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw this.#fault(`Template transformation yielded an invalid JSON: ${text.trim().slice(0, 200)}`, cause);
    }
  }

  #fault(message: string, cause: unknown): ResolverError {
    return new ResolverError('MappingTemplate', `${this.name}: ${message}`, null, null, { cause });
  }
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
