import { describe, expect, it } from 'vitest';
import { TemplateError } from '../../template/stack-template';
import { refuseLogsWithoutRole } from './refuse-logs-without-role';

const ACCESS_LOG = { AccessLogSetting: { DestinationArn: 'arn:aws:logs:eu-central-1:000000000000:log-group:access' } };
const levels = (LoggingLevel: string) => ({
  MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', LoggingLevel }],
});

function start(stage: object, apiGatewayLogRole: boolean, account?: object) {
  const resource = (type: string, properties: object) => ({
    logicalId: type.split('::').at(-1)!,
    type,
    stack: 'data',
    path: '',
    properties: { ...properties },
    ref: '',
    attributes: {},
  });
  const resources = [
    resource('AWS::ApiGateway::Stage', { RestApiId: 'api', ...stage }),
    ...(account ? [resource('AWS::ApiGateway::Account', account)] : []),
  ];
  refuseLogsWithoutRole((type) => resources.filter((one) => one.type === type), { apiGatewayLogRole });
}

describe('a stage in an account without a role for logs', () => {
  it.each([
    ['an access log', ACCESS_LOG],
    ['execution logs', levels('ERROR')],
  ])('is refused as by AWS with %s', (_, stage) => {
    expect(() => start(stage, false)).toThrow(
      new TemplateError(
        'Stack data, Stage: CloudWatch Logs role ARN must be set in account settings to enable logging.',
      ),
    );
    expect(() => start(stage, false, {})).toThrow('CloudWatch Logs role ARN must be set');
  });

  it.each([
    ['without logs', {}],
    ['with logs that are off', levels('OFF')],
  ])('starts %s', (_, stage) => {
    expect(() => start(stage, false)).not.toThrow();
  });
});

it('a stage with an access log starts when the account has the role, or the templates set it', () => {
  expect(() => start(ACCESS_LOG, true)).not.toThrow();
  expect(() => start(ACCESS_LOG, false, { CloudWatchRoleArn: 'arn:aws:iam::000000000000:role/logs' })).not.toThrow();
});
