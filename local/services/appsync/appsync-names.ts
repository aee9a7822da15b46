import { createHash } from 'node:crypto';
import { ACCOUNT, REGION, type ResourceNaming } from '../../runtime';

/** An id of 26 letters and digits like those of AppSync, stable for a logical id. */
const id = ({ stack, logicalId }: { stack: string; logicalId: string }) =>
  BigInt(`0x${createHash('sha256').update(`${stack}/${logicalId}`).digest('hex')}`)
    .toString(36)
    .slice(0, 26);

const arn = (rest: string) => `arn:aws:appsync:${REGION}:${ACCOUNT}:apis/${rest}`;

export const appsyncNames: Record<string, ResourceNaming> = {
  'AWS::AppSync::GraphQLApi': (resource) => {
    const apiId = id(resource);
    const host = (kind: string) => `${apiId}.appsync-${kind}.${REGION}.amazonaws.com`;
    return {
      ref: arn(apiId),
      attributes: {
        Arn: arn(apiId),
        ApiId: apiId,
        GraphQLDns: host('api'),
        GraphQLUrl: `https://${host('api')}/graphql`,
        GraphQLEndpointArn: `arn:aws:appsync:${REGION}:${ACCOUNT}:endpoints/graphql-api/${apiId}`,
        RealtimeDns: host('realtime-api'),
        RealtimeUrl: `wss://${host('realtime-api')}/graphql`,
      },
    };
  },
  'AWS::AppSync::GraphQLSchema': ({ required }) => ({ ref: `${required('ApiId')}GraphQLSchema` }),
  'AWS::AppSync::DataSource': ({ required }) => {
    const name = required('Name');
    const ref = arn(`${required('ApiId')}/datasources/${name}`);
    return { ref, attributes: { DataSourceArn: ref, Name: name } };
  },
  'AWS::AppSync::FunctionConfiguration': (resource) => {
    const FunctionId = id(resource);
    const ref = arn(`${resource.required('ApiId')}/functions/${FunctionId}`);
    return {
      ref,
      attributes: {
        FunctionArn: ref,
        FunctionId,
        Name: resource.required('Name'),
        DataSourceName: resource.required('DataSourceName'),
      },
    };
  },
  'AWS::AppSync::Resolver': ({ required }) => {
    const [TypeName, FieldName] = [required('TypeName'), required('FieldName')];
    const ref = arn(`${required('ApiId')}/types/${TypeName}/resolvers/${FieldName}`);
    return { ref, attributes: { ResolverArn: ref, TypeName, FieldName } };
  },
};
