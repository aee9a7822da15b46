import type { ResourceNaming } from '../../runtime';
import { generatedId } from '../../template/physical-name';

export const apiGatewayNames: Record<string, ResourceNaming> = {
  'AWS::ApiGateway::RestApi': (resource) => {
    const id = generatedId(resource);
    return { ref: id, attributes: { RestApiId: id, RootResourceId: `${id.slice(0, 9)}0` } };
  },
  'AWS::ApiGateway::Account': (resource) => ({ ref: generatedId(resource) }),
  'AWS::ApiGateway::Resource': (resource) => {
    const id = generatedId(resource, 6);
    return { ref: id, attributes: { ResourceId: id } };
  },
  'AWS::ApiGateway::Authorizer': (resource) => {
    const id = generatedId(resource, 6);
    return { ref: id, attributes: { AuthorizerId: id } };
  },
  'AWS::ApiGateway::Deployment': (resource) => {
    const id = generatedId(resource, 6);
    return { ref: id, attributes: { DeploymentId: id } };
  },
  'AWS::ApiGateway::Stage': ({ optional }) => ({ ref: optional('StageName') ?? 'default' }),
  'AWS::ApiGateway::Method': (resource) => ({ ref: generatedId(resource) }),
  'AWS::ApiGateway::GatewayResponse': (resource) => ({ ref: generatedId(resource) }),
};
