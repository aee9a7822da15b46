import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

export interface Finding {
  /** `AwsSolutions-IAM5`, `Serverless-LambdaDLQ`. */
  rule: string;
  /** The part of the resource that the rule names, such as `Resource::*`; empty for most rules. */
  detail: string;
  /** Construct path of the resource, without the root stack's name. */
  path: string;
  description: string;
}

/** Everything that cdk-nag's packs AwsSolutions and Serverless find below a construct. */
export function findingsOf(root: IConstruct): Finding[] {
  return [new AwsSolutionsChecks(), new ServerlessChecks()].flatMap((pack) =>
    pack.validateScope(root).violations.flatMap(({ ruleName, description, violatingResources }) => {
      const [, rule = ruleName, detail = ''] = /^([^[]+)(?:\[(.*)\])?$/s.exec(ruleName) ?? [];
      return (violatingResources ?? []).map(({ constructPath }) => ({
        rule,
        detail,
        path: constructPath!.replace(/^[^/]*\//, ''),
        description,
      }));
    }),
  );
}
