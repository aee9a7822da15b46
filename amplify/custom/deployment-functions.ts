import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** Lambda's default of 128 MB makes some of them run out of time. */
const MEMORY_MB = 256;

/** Gives a size to the functions that Amplify and the CDK bring for deployments and that name none. */
export function sizeDeploymentFunctions(root: IConstruct): void {
  for (const construct of root.node.findAll()) {
    if (construct instanceof CfnFunction) construct.memorySize ??= MEMORY_MB;
  }
}
