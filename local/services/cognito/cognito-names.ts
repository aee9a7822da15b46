import { createHash } from 'node:crypto';
import { ACCOUNT, REGION, type ResourceNaming } from '../../runtime';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Letters and digits, stable for a logical id, so that users and tokens stay valid after a restart. */
const token = (text: string, length: number) =>
  BigInt(`0x${hash(text)}`)
    .toString(36)
    .slice(0, length);

const uuid = (text: string) => hash(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** Physical ids in the formats of AWS, which clients and token verifiers check (`region_Name`, 26 characters, ...). */
export const cognitoNames: Record<string, ResourceNaming> = {
  'AWS::Cognito::UserPool': ({ stack, logicalId }) => {
    const id = `${REGION}_${token(`${stack}/${logicalId}`, 9)}`;
    const provider = `cognito-idp.${REGION}.amazonaws.com/${id}`;
    return {
      ref: id,
      attributes: {
        UserPoolId: id,
        Arn: `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${id}`,
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
      },
    };
  },
  'AWS::Cognito::UserPoolClient': ({ stack, logicalId }) => {
    const id = token(`${stack}/${logicalId}`, 26);
    return { ref: id, attributes: { ClientId: id, Name: logicalId } };
  },
  'AWS::Cognito::UserPoolGroup': ({ required }) => ({ ref: required('GroupName') }),
  'AWS::Cognito::IdentityPool': ({ stack, logicalId }) => {
    const id = `${REGION}:${uuid(`${stack}/${logicalId}`)}`;
    return { ref: id, attributes: { Id: id, Name: logicalId } };
  },
  'AWS::Cognito::IdentityPoolRoleAttachment': ({ logicalId }) => ({ ref: logicalId }),
};
