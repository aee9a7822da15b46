import { createHash } from 'node:crypto';
import { ACCOUNT, REGION, type ResourceNaming } from '../../runtime';

export const kmsKeyArn = (id: string) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`;

export const kmsNames: Record<string, ResourceNaming> = {
  'AWS::KMS::Key': ({ stack, logicalId }) => {
    const hex = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex');
    const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
    return { ref: id, attributes: { KeyId: id, Arn: kmsKeyArn(id) } };
  },
};
