import { createHash } from 'node:crypto';
import { ACCOUNT, type ResourceNaming } from '../../runtime';
import { generatedName } from '../../template/physical-name';

const uniqueId = (prefix: string, text: string) =>
  prefix + createHash('sha256').update(text).digest('hex').slice(0, 17).toUpperCase();

export const iamNames: Record<string, ResourceNaming> = {
  'AWS::IAM::Role': (resource) => {
    const name = resource.optional('RoleName') ?? generatedName(resource);
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:iam::${ACCOUNT}:role${resource.optional('Path') ?? '/'}${name}`,
        RoleId: uniqueId('AROA', `${resource.stack}/${resource.logicalId}`),
      },
    };
  },
  'AWS::IAM::Policy': (resource) => ({ ref: generatedName(resource, 128) }),
  'AWS::IAM::RolePolicy': (resource) => ({ ref: generatedName(resource, 128) }),
  'AWS::IAM::ManagedPolicy': (resource) => {
    const name = resource.optional('ManagedPolicyName') ?? generatedName(resource, 128);
    return { ref: `arn:aws:iam::${ACCOUNT}:policy${resource.optional('Path') ?? '/'}${name}` };
  },
};
