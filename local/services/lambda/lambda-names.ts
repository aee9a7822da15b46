import { ACCOUNT, REGION, type ResourceNaming } from '../../runtime';
import { generatedId, generatedName } from '../../template/physical-name';

export const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

export const urlIdOf = (resource: { stack: string; logicalId: string }) => generatedId(resource, 32);

/** The function URLs of AWS; function-urls.ts replaces them by local addresses. */
export const FUNCTION_URL = new RegExp(`https://([a-z0-9]+)\\.lambda-url\\.${REGION}\\.on\\.aws/`, 'g');

const nameOnly: ResourceNaming = (resource) => ({ ref: generatedName(resource) });

export const lambdaNames: Record<string, ResourceNaming> = {
  'AWS::Lambda::Function': (resource) => {
    const name = resource.optional('FunctionName') ?? generatedName(resource);
    return { ref: name, attributes: { Arn: functionArn(name) } };
  },
  'AWS::Lambda::Url': (resource) => {
    const target = resource.required('TargetFunctionArn');
    const url = `https://${urlIdOf(resource)}.lambda-url.${REGION}.on.aws/`;
    return { ref: target, attributes: { FunctionArn: target, FunctionUrl: url } };
  },
  'AWS::Lambda::Permission': nameOnly,
  'AWS::Lambda::EventInvokeConfig': nameOnly,
};
