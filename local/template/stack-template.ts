/** A CloudFormation template, as far as it matters here. */
export interface Template {
  Parameters?: Record<string, { Type: string; Default?: unknown }>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  Conditions?: Record<string, unknown>;
  Resources?: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Condition?: string }>;
}

interface TemplateResource {
  Type: string;
  Condition?: string;
  Properties?: Record<string, unknown>;
}

/** A template in its place: the root stack, or a nested one with the resource that stands for it in its parent. */
export interface StackTemplate {
  /** Construct path below the root, e.g. `data/api/Table`; `root` for the root. */
  name: string;
  /** As CloudFormation would name it. */
  stackName: string;
  template: Template;
  /** Logical ids by construct path, from the assembly's metadata. */
  paths: Map<string, string>;
  children: Map<string, StackTemplate>;
}

/** The cloud assembly can't be run as it is; the message names stack, logical id and property. */
export class TemplateError extends Error {
  override readonly name: string = 'TemplateError';
}

/** A value that CloudFormation resolves and the runner can't. The resource that has it is not served. */
export class UnsupportedValueError extends TemplateError {
  override readonly name = 'UnsupportedValueError';
}
