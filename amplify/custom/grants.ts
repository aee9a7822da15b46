import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Action, FunctionNeeds, Need } from '../functions/needs';

/** A resource: the value of the environment variable that names it, and the ARNs that actions are granted on. */
export interface Resource {
  /** Null when no variable names the resource, or when this deployment leaves the variable unset. */
  value: string | null;
  /** A function when the ARNs depend on the action: the newest key signs, all keys verify. */
  arns: readonly string[] | ((action: Action) => readonly string[]);
  /** Conditions of every statement about the resource. */
  conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Resources = Readonly<Record<string, Resource>>;

type NamesIn<Needs extends FunctionNeeds> = Needs extends unknown
  ? (keyof Needs['environment'] | (Needs extends { others: infer Others } ? keyof Others : never)) & string
  : never;

/** A resource for every name in these needs, and for no other. */
export type ResourcesFor<Needs extends FunctionNeeds> = Record<NamesIn<Needs>, Resource>;

export function tableResource(table: ITable): Resource {
  return { value: table.tableName, arns: [table.tableArn] };
}

/** A value that no action is granted on. */
export function setting(value: string | null): Resource {
  return { value, arns: [] };
}

export interface Target {
  addEnvironment(name: string, value: string): void;
  resources: { lambda: IFunction };
}

/** Sets the function's environment and allows exactly the actions that it needs, on exactly these resources. */
export function provide(target: Target, needs: FunctionNeeds, resources: Resources): void {
  setEnvironment(target, needs, resources);
  for (const statement of statementsFor(needs, resources)) target.resources.lambda.addToRolePolicy(statement);
}

export function setEnvironment(
  target: Pick<Target, 'addEnvironment'>,
  needs: FunctionNeeds,
  resources: Resources,
): void {
  for (const name of Object.keys(needs.environment)) {
    const { value } = resources[name]!;
    if (value !== null) target.addEnvironment(name, value);
  }
}

/** A statement for each resource that the needs name actions on. */
export function statementsFor(needs: FunctionNeeds, resources: Resources): PolicyStatement[] {
  const statements: PolicyStatement[] = [];
  const allow = (actions: readonly Action[], name: string, path = '') => {
    const { arns, conditions } = resources[name]!;
    const grants =
      typeof arns === 'function' ? actions.map((one) => ({ actions: [one], arns: arns(one) })) : [{ actions, arns }];
    for (const grant of grants) {
      statements.push(
        new PolicyStatement({
          actions: [...grant.actions],
          resources: grant.arns.map((arn) => `${arn}${path}`),
          conditions,
        }),
      );
    }
  };
  for (const [name, need] of Object.entries<Need>(needs.environment)) {
    if (need.actions) allow(need.actions, name);
    for (const [index, actions] of Object.entries(need.indexes ?? {})) allow(actions, name, `/index/${index}`);
  }
  for (const [name, actions] of Object.entries(needs.others ?? {})) allow(actions, name);
  return statements;
}
