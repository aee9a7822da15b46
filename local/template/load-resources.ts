import type { StackResource, ResourceNaming } from '../runtime';
import { refuseCircularDependencies } from './circular-dependencies';
import { DanglingReference, resolveValue, truth, type Scope } from './intrinsics';
import { loadStacks } from './load-stacks';
import { namingProperties } from './naming-properties';
import { ignoredTypes } from './ignored-types';
import { standInAttribute, standInName } from './stand-in-names';
import { TemplateError, UnsupportedValueError, type StackTemplate } from './stack-template';

const NESTED = 'AWS::CloudFormation::Stack';

export interface UnservedResource {
  type: string;
  logicalId: string;
  stack: string;
  referredTo: boolean;
  /** Which value can't be resolved; null for an unknown type. */
  problem: string | null;
}

export interface LoadedTemplates {
  resources: StackResource[];
  /** The root stack's outputs. */
  outputs: Record<string, unknown>;
  /** Resources that the runner does not serve: of an unknown type, or with a value that it can't resolve. */
  unserved: UnservedResource[];
  /** Outputs of the root stack with a value that the runner can't resolve. */
  unresolvedOutputs: { name: string; problem: string }[];
  /** Unknown attributes of served types that are referred to. */
  unknownAttributes: { type: string; logicalId: string; stack: string; attribute: string }[];
}

/** Loads a cloud assembly and resolves its templates. @throws TemplateError */
export function loadResources(assemblyDir: string, naming: Record<string, ResourceNaming>): LoadedTemplates {
  return resolveStacks(loadStacks(assemblyDir), naming);
}

/** Resolves a tree of templates: conditions, parameters between stacks, names and attributes of resources. */
export function resolveStacks(root: StackTemplate, naming: Record<string, ResourceNaming>): LoadedTemplates {
  refuseCircularDependencies(root);
  const loaded: LoadedTemplates = {
    resources: [],
    outputs: {},
    unserved: [],
    unresolvedOutputs: [],
    unknownAttributes: [],
  };
  const stack = new Stack(root, naming, null);
  stack.collect(loaded);
  stack.collectOutputs(loaded);
  stack.report(loaded);
  return loaded;
}

/** Values are resolved when they are first read, so that resources and stacks can refer to each other in any order. */
class Stack implements Scope {
  readonly #names = new Map<string, ReturnType<ResourceNaming>>();
  readonly #children = new Map<string, Stack>();
  /** Conditions that are being evaluated. */
  readonly #evaluating = new Set<string>();
  readonly #unserved = new Map<string, { type: string; problem: string | null }>();
  readonly #referredTo = new Set<string>();
  readonly #unknownAttributes = new Map<string, LoadedTemplates['unknownAttributes'][number]>();

  constructor(
    readonly source: StackTemplate,
    readonly naming: Record<string, ResourceNaming>,
    /** Reads a parameter that the parent passes; null for the root stack. */
    readonly passed: ((name: string) => unknown) | null,
  ) {}

  get stack(): string {
    return this.source.name;
  }

  get stackName(): string {
    return this.source.stackName;
  }

  collect(into: LoadedTemplates): void {
    for (const [logicalId, { Type: type, Properties }] of Object.entries(this.source.template.Resources ?? {})) {
      const problem = problemOf(() => {
        if (!this.#exists(logicalId)) return;
        if (type === NESTED) return this.#child(logicalId).collect(into);
        if (!this.#namingOf(type)) return void this.#unserved.set(logicalId, { type, problem: null });
        const { ref, attributes = {} } = this.#named(logicalId);
        const properties = resolveValue(Properties ?? {}, this, logicalId) as Record<string, unknown>;
        const path = this.source.paths.get(logicalId) ?? `${this.stack}/${logicalId}`;
        into.resources.push({ logicalId, type, stack: this.stack, path, properties, ref, attributes });
      });
      if (problem !== null) this.#unserved.set(logicalId, { type, problem });
    }
  }

  /** Adds the unserved parts of this stack and the nested ones. Call it after everything is resolved. */
  report(into: LoadedTemplates): void {
    for (const [logicalId, { type, problem }] of this.#unserved) {
      const referredTo = this.#referredTo.has(logicalId);
      into.unserved.push({ type, logicalId, stack: this.stack, referredTo, problem });
    }
    into.unknownAttributes.push(...this.#unknownAttributes.values());
    for (const child of this.#children.values()) child.report(into);
  }

  collectOutputs(into: LoadedTemplates): void {
    for (const [name, { Condition }] of Object.entries(this.source.template.Outputs ?? {})) {
      const problem = problemOf(() => {
        if (!Condition || this.condition(Condition)) into.outputs[name] = this.output(name);
      });
      if (problem !== null) into.unresolvedOutputs.push({ name, problem });
    }
  }

  output(name: string): unknown {
    const output = this.source.template.Outputs?.[name];
    if (!output || (output.Condition && !this.condition(output.Condition))) {
      throw new DanglingReference(`the nested stack ${this.stack} has no output ${name}`);
    }
    return resolveValue(output.Value, this, `Outputs.${name}`);
  }

  ref(name: string): unknown {
    const parameter = this.source.template.Parameters?.[name];
    if (parameter) return this.#parameter(name, parameter);
    this.#check(name);
    if (this.source.template.Resources![name]!.Type === NESTED) return `${this.stack}/${name}`;
    return this.#named(name).ref;
  }

  getAtt(logicalId: string, attribute: string): unknown {
    this.#check(logicalId);
    if (this.source.template.Resources![logicalId]!.Type === NESTED) {
      return this.#child(logicalId).output(attribute.replace(/^Outputs\./, ''));
    }
    const { attributes = {} } = this.#named(logicalId);
    if (Object.hasOwn(attributes, attribute)) return attributes[attribute];
    const { Type: type } = this.source.template.Resources![logicalId]!;
    if (this.#namingOf(type)) {
      this.#unknownAttributes.set(`${logicalId}.${attribute}`, { type, logicalId, stack: this.stack, attribute });
    }
    return standInAttribute({ type, logicalId, stack: this.stack }, attribute);
  }

  condition(name: string): boolean {
    const condition = this.source.template.Conditions?.[name];
    if (condition === undefined) throw new DanglingReference(`there is no condition ${name}`);
    if (this.#evaluating.has(name))
      throw new TemplateError(`Stack ${this.stack}: condition ${name} depends on itself.`);
    this.#evaluating.add(name);
    try {
      return truth(condition, this, `Conditions.${name}`);
    } finally {
      this.#evaluating.delete(name);
    }
  }

  map(map: string, first: string, second: string): unknown {
    const value = this.source.template.Mappings?.[map]?.[first]?.[second];
    if (value === undefined) throw new DanglingReference(`there is no mapping ${map}.${first}.${second}`);
    return value;
  }

  #parameter(name: string, { Type, Default }: { Type: string; Default?: unknown }): unknown {
    const given = this.passed?.(name) ?? Default;
    if (given === undefined) throw new DanglingReference(`the parameter ${name} has neither a value nor a default`);
    const isList = Type === 'CommaDelimitedList' || Type.startsWith('List<');
    return isList && typeof given === 'string' ? given.split(',').map((item) => item.trim()) : given;
  }

  #child(logicalId: string): Stack {
    let child = this.#children.get(logicalId);
    if (!child) {
      const source = this.source.children.get(logicalId);
      if (!source) throw new TemplateError(`Stack ${this.stack}: the nested stack ${logicalId} was not loaded.`);
      const parameters = (this.source.template.Resources![logicalId]!.Properties?.['Parameters'] ?? {}) as object;
      child = new Stack(source, this.naming, (name) =>
        Object.hasOwn(parameters, name)
          ? resolveValue((parameters as Record<string, unknown>)[name], this, `${logicalId}.Parameters.${name}`)
          : undefined,
      );
      this.#children.set(logicalId, child);
    }
    return child;
  }

  #namingOf(type: string): ResourceNaming | undefined {
    return this.naming[type] ?? ignoredTypes[type]?.naming;
  }

  #named(logicalId: string): ReturnType<ResourceNaming> {
    let named = this.#names.get(logicalId);
    if (named) return named;
    const { Type: type, Properties = {} } = this.source.template.Resources![logicalId]!;
    const naming = this.#namingOf(type) ?? standInName;
    const identity = { logicalId, type, stack: this.stack };
    const properties = namingProperties(identity, (name) =>
      resolveValue(Properties[name], this, `${logicalId}.${name}`),
    );
    try {
      named = naming({ ...identity, ...properties });
    } catch (error) {
      if (!(error instanceof UnsupportedValueError)) throw error;
      // `collect` meets the same value and reports it.
      named = standInName({ ...identity, ...properties });
    }
    this.#names.set(logicalId, named);
    return named;
  }

  #exists(logicalId: string): boolean {
    const { Condition } = this.source.template.Resources![logicalId]!;
    return !Condition || this.condition(Condition);
  }

  #check(logicalId: string): void {
    if (!this.source.template.Resources?.[logicalId]) {
      throw new DanglingReference(`there is no resource or parameter ${logicalId}`);
    }
    if (!this.#exists(logicalId)) throw new DanglingReference(`${logicalId} is left out by its condition`);
    this.#referredTo.add(logicalId);
  }
}

/** The message of an UnsupportedValueError, or null when the work succeeds. */
function problemOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof UnsupportedValueError) return error.message;
    throw error;
  }
}
