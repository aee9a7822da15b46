import { ACCOUNT, REGION, type ResourceNaming } from '../../runtime';
import { generatedName } from '../../template/physical-name';

export const tableArn = (name: string) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`;

/** Streams have names but no records: nothing in the assembly reads one. */
const streamArn = (name: string) => `${tableArn(name)}/stream/2026-01-01T00:00:00.000`;

export const dynamodbNames: Record<string, ResourceNaming> = {
  'Custom::AmplifyDynamoDBTable': (resource) => {
    const name = resource.required('tableName');
    return { ref: name, attributes: { TableArn: tableArn(name), TableStreamArn: streamArn(name) } };
  },
  'AWS::DynamoDB::Table': (resource) => {
    const name = resource.optional('TableName') ?? generatedName(resource, 255);
    return { ref: name, attributes: { Arn: tableArn(name), StreamArn: streamArn(name) } };
  },
};
