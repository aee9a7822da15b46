import { ACCOUNT, REGION, type ResourceNaming } from '../../runtime';
import { generatedName } from '../../template/naming';

export const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

const nameOnly: ResourceNaming = (resource) => ({ ref: generatedName(resource) });

export const lambdaNaming: Record<string, ResourceNaming> = {
  'AWS::Lambda::Function': (resource) => {
    const name: string = resource.property('FunctionName') ?? generatedName(resource);
    return { ref: name, attributes: { Arn: functionArn(name) } };
  },
  'AWS::Lambda::Permission': nameOnly,
  'AWS::Lambda::EventInvokeConfig': nameOnly,
};
