import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { listen, type Listening } from '../../listen';
import { trialRuntime, type TrialFunction } from '../trial-runtime';
import { namingProperties } from '../../template/naming-properties';
import { createFunctionUrls, localFunctionUrls } from './function-urls';
import { functionArn, lambdaNames, urlIdOf } from './lambda-names';

const ARN = functionArn('stop');
const URL_RESOURCE = { type: 'AWS::Lambda::Url', logicalId: 'StopUrl', stack: 'data', ref: ARN };
const ID = urlIdOf(URL_RESOURCE);
const OPEN = {
  type: 'AWS::Lambda::Permission',
  properties: { Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionName: ARN },
};

let server: Listening | undefined;
afterEach(() => server?.stop());

async function serve(run: TrialFunction, { authType = 'NONE', permissions = [OPEN] } = {}) {
  const { runtime, invocations } = trialRuntime({
    stateDir: '.',
    resources: [{ ...URL_RESOURCE, properties: { AuthType: authType } }, ...permissions],
    functions: { [ARN]: run },
  });
  const urls = createFunctionUrls(runtime);
  server = await listen(createServer(urls.handle), 0, 'function URLs', runtime.events);
  const ask = (path: string, init?: RequestInit) => fetch(`${server!.url}/${path}`, init);
  return { ask, invocations };
}

describe('a function URL', () => {
  it('passes the request in payload format 2.0, with forms in base64', async () => {
    const { ask, invocations } = await serve(() => ({ statusCode: 201, headers: { 'x-a': 'b' }, body: 'done' }));
    const answer = await ask(`${ID}/deep?a=1&a=2&b=%2F`, {
      method: 'POST',
      headers: { cookie: 'c=1; d=2' },
      body: new URLSearchParams({ x: 'y' }),
    });
    expect([answer.status, answer.headers.get('x-a'), await answer.text()]).toEqual([201, 'b', 'done']);
    const [{ payload, principal }] = invocations as [(typeof invocations)[0]];
    expect(principal).toEqual({ arn: '*' });
    expect(payload).toMatchObject({
      version: '2.0',
      rawPath: '/deep',
      rawQueryString: 'a=1&a=2&b=%2F',
      queryStringParameters: { a: '1,2', b: '/' },
      cookies: ['c=1', 'd=2'],
      requestContext: { http: { method: 'POST', path: '/deep' } },
      body: Buffer.from('x=y').toString('base64'),
      isBase64Encoded: true,
    });
  });

  it('answers a plain value as the body of a 200, and a failure with 502', async () => {
    const { ask } = await serve(({ rawPath }) => {
      if (rawPath === '/fail') throw new Error('no');
      return { fine: true };
    });
    expect(await (await ask(`${ID}/`)).json()).toEqual({ fine: true });
    expect((await ask(`${ID}/fail`)).status).toBe(502);
    expect((await ask('elsewhere/')).status).toBe(404);
  });

  it('answers 403 without its permission, and for AuthType AWS_IAM', async () => {
    for (const closed of [{ permissions: [] }, { authType: 'AWS_IAM' }]) {
      const { ask, invocations } = await serve(() => 'never', closed);
      expect((await ask(`${ID}/`)).status).toBe(403);
      expect(invocations).toEqual([]);
      await server!.stop();
    }
  });

  it('has the address of AWS in templates and a local address at run time', () => {
    const named = namingProperties(URL_RESOURCE, (name) => (name === 'TargetFunctionArn' ? ARN : undefined));
    const { ref, attributes } = lambdaNames['AWS::Lambda::Url']!({ ...URL_RESOURCE, ...named });
    expect(ref).toBe(ARN);
    expect(attributes!['FunctionUrl']).toBe(`https://${ID}.lambda-url.eu-central-1.on.aws/`);
    expect(localFunctionUrls(attributes!['FunctionUrl']!, 'http://127.0.0.1:4006')).toBe(
      `http://127.0.0.1:4006/${ID}/`,
    );
  });
});
