/** A CloudFormation template, as far as the runner reads it. */
export interface Template {
  Parameters?: Record<string, { Type: string; Default?: unknown }>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  Conditions?: Record<string, unknown>;
  Resources?: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Condition?: string }>;
}

export interface TemplateResource {
  Type: string;
  Condition?: string;
  DependsOn?: string | string[];
  Properties?: Record<string, unknown>;
}

/** The template of the root stack or of a nested stack. */
export interface StackTemplate {
  /** Construct path below the root, e.g. `data/api/Table`; `root` for the root. */
  name: string;
  /** CloudFormation's name of the stack. */
  stackName: string;
  template: Template;
  /** Construct paths by logical id, from the assembly's metadata. */
  paths: Map<string, string>;
  children: Map<string, StackTemplate>;
}

/** The cloud assembly is invalid; the message names stack, logical id and property. */
export class TemplateError extends Error {
  override readonly name: string = 'TemplateError';
}

/** A value that CloudFormation resolves and the runner can't. The resource that has it is not served. */
export class UnsupportedValueError extends TemplateError {
  override readonly name = 'UnsupportedValueError';
}
