import type { StackResource } from '../../local/runtime';

/** Removes one action from the policies of one function's role. */
export function withoutGrant(construct: string, action: string) {
  return (resources: StackResource[]): StackResource[] => {
    const role = resources.find(
      ({ type, path: at }) => type === 'AWS::IAM::Role' && at.split('/').includes(construct),
    )!;
    return resources.map((resource) => {
      if (resource.type !== 'AWS::IAM::Policy' || !(resource.properties['Roles'] as string[]).includes(role.ref))
        return resource;
      const policy = structuredClone(resource);
      const document = policy.properties['PolicyDocument'] as { Statement: { Action: string | string[] }[] };
      for (const statement of document.Statement) {
        statement.Action = [statement.Action].flat().filter((one) => one !== action);
      }
      return policy;
    });
  };
}
