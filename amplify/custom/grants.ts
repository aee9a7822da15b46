import { PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';

/** Grants exactly these actions on exactly these ARNs. */
export function allow(grantee: IGrantable, actions: string[], resources: string[]): void {
  grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
}
