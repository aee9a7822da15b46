import { ACCOUNT, REGION, type ResourceNaming } from '../../runtime';
import { generatedName } from '../../template/physical-name';

export const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

export const queueUrl = (name: string) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;

export const sqsNames: Record<string, ResourceNaming> = {
  'AWS::SQS::Queue': (resource) => {
    const name = resource.optional('QueueName') ?? generatedName(resource, 80);
    return { ref: queueUrl(name), attributes: { Arn: queueArn(name), QueueName: name, QueueUrl: queueUrl(name) } };
  },
  'AWS::SQS::QueuePolicy': (resource) => ({ ref: generatedName(resource) }),
};
