import { ACCOUNT, REGION, type AwsApi, type AwsResponse, type Runtime } from '../../runtime';

const TARGET = 'AmazonSSM.';

const parameterArn = (name: string) => `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/${name.replace(/^\//, '')}`;

/** Serves the templates' parameters to GetParameter and GetParameters. */
export function createSsm(runtime: Pick<Runtime, 'byType'>): AwsApi {
  const parameters = new Map(
    runtime.byType('AWS::SSM::Parameter').map((resource) => [resource.ref, resource.properties]),
  );

  function describe(name: string) {
    const properties = parameters.get(name);
    return (
      properties && {
        Name: name,
        Type: properties['Type'],
        Value: properties['Value'],
        Version: 1,
        ARN: parameterArn(name),
      }
    );
  }

  return {
    service: 'ssm',
    authorize({ headers, body }) {
      const input = parse(body);
      const names = input.Names ?? [input.Name ?? ''];
      return [{ action: `ssm:${operationOf(headers['x-amz-target'])}`, resources: names.map(parameterArn) }];
    },
    async handle({ headers, body }) {
      const operation = operationOf(headers['x-amz-target']);
      const input = parse(body);
      if (operation === 'GetParameter') {
        const Parameter = describe(input.Name ?? '');
        return Parameter ? json(200, { Parameter }) : fault(400, 'ParameterNotFound', '');
      }
      if (operation === 'GetParameters') {
        const names = input.Names ?? [];
        return json(200, {
          Parameters: names.map(describe).filter(Boolean),
          InvalidParameters: names.filter((name) => !parameters.has(name)),
        });
      }
      return fault(400, 'UnknownOperationException', `The local runner's SSM does not serve ${operation}.`);
    },
    error: fault,
  };
}

const operationOf = (target: string | string[] | undefined) => String(target ?? '').replace(TARGET, '');

function parse(body: Buffer): { Name?: string; Names?: string[] } {
  try {
    return (JSON.parse(body.toString()) as { Name?: string; Names?: string[] } | null) ?? {};
  } catch {
    return {};
  }
}

function json(status: number, body: object): AwsResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

const fault = (status: number, code: string, message: string) => json(status, { __type: code, message });
