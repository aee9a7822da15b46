import { ACCOUNT, REGION } from '../runtime';
import { TemplateError, UnsupportedValueError } from './stack-template';

/** What the expressions of a template refer to. @throws DanglingReference for an unknown name */
export interface Scope {
  stack: string;
  /** CloudFormation's name of the stack. */
  stackName: string;
  ref(name: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  map(map: string, first: string, second: string): unknown;
}

const NO_VALUE = Symbol('AWS::NoValue');

const PSEUDO: Record<string, (scope: Scope) => unknown> = {
  'AWS::AccountId': () => ACCOUNT,
  'AWS::Region': () => REGION,
  'AWS::Partition': () => 'aws',
  'AWS::URLSuffix': () => 'amazonaws.com',
  'AWS::NoValue': () => NO_VALUE,
  'AWS::NotificationARNs': () => [],
  'AWS::StackName': ({ stackName }) => stackName,
  'AWS::StackId': ({ stackName }) => `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stackName}/local`,
};

/**
 * Resolves every intrinsic function in a template value. `where` is the path of the value, for messages: the logical id
 * first, then the properties.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 * @throws UnsupportedValueError for a function that the runner does not support, TemplateError for an invalid one
 */
export function resolveValue(value: unknown, scope: Scope, where: string): unknown {
  const resolved = resolve(value, scope, where);
  return resolved === NO_VALUE ? undefined : resolved;
}

function resolve(value: unknown, scope: Scope, where: string): unknown {
  if (typeof value === 'string' && value.includes('{{resolve:')) {
    throw unsupported(scope, where, 'dynamic references ({{resolve:...}}) are not supported');
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => resolve(item, scope, `${where}[${index}]`)).filter((item) => item !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length === 1 && key && (key === 'Ref' || key.startsWith('Fn::'))) {
    const evaluate = INTRINSICS[key];
    if (!evaluate) throw unsupported(scope, where, `${key} is not supported`);
    return evaluate((value as Record<string, unknown>)[key], scope, `${where}/${key}`);
  }
  const resolved: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const result = resolve(item, scope, `${where}.${name}`);
    if (result !== NO_VALUE) resolved[name] = result;
  }
  return resolved;
}

type Evaluate = (argument: unknown, scope: Scope, where: string) => unknown;

const INTRINSICS: Record<string, Evaluate> = {
  Ref(name, scope, where) {
    if (typeof name !== 'string') throw fault(scope, where, 'Ref takes a name');
    return located(scope, where, () => ref(name, scope));
  },
  'Fn::GetAtt'(argument, scope, where) {
    const [logicalId, ...rest] =
      typeof argument === 'string' ? argument.split('.') : list(argument, null, scope, where);
    const attribute = rest.map((part) => text(resolve(part, scope, where), scope, where)).join('.');
    return located(scope, where, () => scope.getAtt(String(logicalId), attribute));
  },
  'Fn::Join'(argument, scope, where) {
    const [separator, items] = list(argument, 2, scope, where);
    const parts = resolve(items, scope, where);
    if (!Array.isArray(parts)) throw fault(scope, where, 'Join takes a list');
    return parts.map((part) => text(part, scope, where)).join(String(separator));
  },
  'Fn::Sub'(argument, scope, where) {
    const [template, variables] = typeof argument === 'string' ? [argument, {}] : list(argument, 2, scope, where);
    return String(template).replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(variables as object, name)) {
        return text(resolve((variables as Record<string, unknown>)[name], scope, where), scope, where);
      }
      const [logicalId, ...attribute] = name.split('.');
      return text(
        located(scope, where, () =>
          attribute.length > 0 ? scope.getAtt(logicalId!, attribute.join('.')) : ref(name, scope),
        ),
        scope,
        where,
      );
    });
  },
  'Fn::Select'(argument, scope, where) {
    const [index, items] = list(resolve(argument, scope, where), 2, scope, where);
    const selected = Array.isArray(items) ? items[Number(index)] : undefined;
    if (selected === undefined) throw fault(scope, where, `there is no item ${String(index)}`);
    return selected;
  },
  'Fn::Split'(argument, scope, where) {
    const [separator, source] = list(resolve(argument, scope, where), 2, scope, where);
    return text(source, scope, where).split(String(separator));
  },
  'Fn::FindInMap'(argument, scope, where) {
    const [map, first, second] = list(resolve(argument, scope, where), 3, scope, where).map(String);
    return located(scope, where, () => scope.map(map!, first!, second!));
  },
  'Fn::Base64': (argument, scope, where) =>
    Buffer.from(text(resolve(argument, scope, where), scope, where)).toString('base64'),
  'Fn::ImportValue'(argument, scope, where) {
    throw unsupported(
      scope,
      where,
      `nothing is exported as ${JSON.stringify(argument)}: the local runner runs one root stack`,
    );
  },
  'Fn::If'(argument, scope, where) {
    const [name, yes, no] = list(argument, 3, scope, where);
    const holds = located(scope, where, () => scope.condition(String(name)));
    return resolve(holds ? yes : no, scope, where);
  },
  'Fn::Equals'(argument, scope, where) {
    const [left, right] = list(resolve(argument, scope, where), 2, scope, where);
    return String(left) === String(right);
  },
  'Fn::Not': (argument, scope, where) => !truth(list(argument, 1, scope, where)[0], scope, where),
  'Fn::And': (argument, scope, where) => list(argument, null, scope, where).every((item) => truth(item, scope, where)),
  'Fn::Or': (argument, scope, where) => list(argument, null, scope, where).some((item) => truth(item, scope, where)),
};

/** Evaluates a condition: a condition function, or {Condition: name}. */
export function truth(value: unknown, scope: Scope, where: string): boolean {
  const name = (value as { Condition?: unknown } | null)?.Condition;
  if (typeof name === 'string') return located(scope, where, () => scope.condition(name));
  return resolve(value, scope, where) === true;
}

function ref(name: string, scope: Scope): unknown {
  const pseudo = PSEUDO[name];
  return pseudo ? pseudo(scope) : scope.ref(name);
}

/** The arguments of a function; `length` is null where their number is free. */
function list(value: unknown, length: number | null, scope: Scope, where: string): unknown[] {
  if (!Array.isArray(value) || (length !== null && value.length !== length))
    throw fault(scope, where, `takes ${length ?? 'a list of'} arguments`);
  return value;
}

function text(value: unknown, scope: Scope, where: string): string {
  if (typeof value === 'object' || value === undefined || typeof value === 'symbol') {
    throw fault(scope, where, 'needs a string');
  }
  return String(value);
}

function fault(scope: Scope, where: string, problem: string): TemplateError {
  return new TemplateError(`Stack ${scope.stack}, ${where}: ${problem}.`);
}

function unsupported(scope: Scope, where: string, problem: string): UnsupportedValueError {
  return new UnsupportedValueError(`Stack ${scope.stack}, ${where}: ${problem}.`);
}

/** Adds the path of the value to a DanglingReference. Other errors have their own path. */
function located<T>(scope: Scope, where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DanglingReference) throw fault(scope, where, error.message);
    throw error;
  }
}

/** Thrown by a Scope for an unknown name. `located` converts it into a TemplateError with the path. */
export class DanglingReference extends Error {
  override readonly name = 'DanglingReference';
}
