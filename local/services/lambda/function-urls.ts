import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal, StackResource, Runtime, Service } from '../../runtime';
import { InFlight, STOP_PATIENCE_MS } from '../in-flight';
import { readBody } from '../local-http';
import { commonLogTime } from '../log-time';
import { FUNCTION_URL, urlIdOf } from './lambda-names';

const MOST_BYTES = 6 * 1024 * 1024;

/** The caller of a function URL without authorisation. */
const ANYBODY: Principal = { arn: '*' };

interface Answer {
  status: number;
  headers: [string, string][];
  body: Buffer;
}

export interface FunctionUrls extends Service {
  /** Serves each function URL under `/<url id>/`, since there are no local host names for them. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** Replaces every function URL in the text by its local address. */
export function localFunctionUrls(text: string, base: string): string {
  return text.replace(FUNCTION_URL, (_, id: string) => `${base}/${id}/`);
}

/**
 * Serves the function URLs of the cloud assembly with AuthType NONE. Others answer 403.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function createFunctionUrls(runtime: Pick<Runtime, 'byType' | 'lambda' | 'clock' | 'events'>): FunctionUrls {
  const urls = new Map(runtime.byType('AWS::Lambda::Url').map((resource) => [urlIdOf(resource), resource]));
  const permissions = runtime.byType('AWS::Lambda::Permission');
  const inFlight = new InFlight();
  let stopped = false;

  /** AWS needs two permissions: this one, and the one for the invocation, which `lambda.invoke` checks. */
  const isOpen = ({ properties, ref }: StackResource) =>
    properties['AuthType'] === 'NONE' &&
    permissions.some(
      ({ properties: { Action, Principal: who, FunctionName } }) =>
        Action === 'lambda:InvokeFunctionUrl' && who === '*' && FunctionName === ref,
    );

  async function answer(request: IncomingMessage): Promise<Answer> {
    // The server starts before the functions and stops after them.
    if (stopped) return message(503, 'Service Unavailable');
    const target = new URL(request.url ?? '/', 'http://function');
    const [, id = '', rawPath = '/'] = /^\/([^/]*)(\/.*)?$/.exec(target.pathname) ?? [];
    const url = urls.get(id);
    if (!url) return message(404, 'Not Found');
    if (!isOpen(url)) return message(403, 'Forbidden');
    const body = await readBody(request, MOST_BYTES);
    if (!body) return message(413, 'Request Too Long');
    const event = urlEvent(request, { id, rawPath, target, body, at: runtime.clock.now() });
    try {
      const result = await runtime.lambda.invoke(url.ref, event, ANYBODY);
      if (result.ok) return readAnswer(result.payload);
      return message(502, 'Internal Server Error');
    } catch (error) {
      if ((error as Error).name === 'AccessDeniedException') return message(403, 'Forbidden');
      throw error;
    }
  }

  return {
    handle(request, response) {
      inFlight.track(
        answer(request)
          .then(({ status, headers, body }) => {
            for (const [name, value] of headers) response.appendHeader(name, value);
            response.writeHead(status).end(body);
          })
          .catch((error: Error) => {
            runtime.events.append({ kind: 'notice', level: 'warn', message: `Function URL: ${error.message}` });
            response.destroy();
          }),
      );
    },
    async stop() {
      stopped = true;
      await inFlight.settledWithin(STOP_PATIENCE_MS);
    },
  };
}

const TEXT = /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml))\b)/i;

/** Payload format 2.0. A body that is not text is in base64; this includes forms. */
function urlEvent(
  request: IncomingMessage,
  { id, rawPath, target, body, at }: { id: string; rawPath: string; target: URL; body: Buffer; at: Date },
): object {
  const { cookie, ...headers } = request.headers;
  const isText = TEXT.test(request.headers['content-type'] ?? '');
  const query = [...new Set(target.searchParams.keys())];
  const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: target.search.slice(1),
    ...(cookie && { cookies: cookie.split(/;\s*/) }),
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')])),
      'x-forwarded-for': sourceIp,
      'x-forwarded-proto': 'http',
    },
    ...(query.length && {
      queryStringParameters: Object.fromEntries(
        query.map((name) => [name, target.searchParams.getAll(name).join(',')]),
      ),
    }),
    requestContext: {
      accountId: 'anonymous',
      apiId: id,
      domainName: request.headers.host ?? '',
      domainPrefix: id,
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(at),
      timeEpoch: at.getTime(),
    },
    ...(body.length && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Reads a function's answer. A value without a statusCode is the body of a 200, as on AWS. */
function readAnswer(payload: unknown): Answer {
  const { statusCode, headers, cookies, body, isBase64Encoded } = (payload ?? {}) as Record<string, unknown>;
  if (statusCode === undefined) {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(text) };
  }
  if (typeof statusCode !== 'number' || !Number.isInteger(statusCode) || statusCode < 200 || statusCode > 599)
    return message(502, 'Internal Server Error');
  const pairs = Object.entries(headers ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  if (!pairs.some(([name]) => name.toLowerCase() === 'content-type')) pairs.push(['content-type', 'application/json']);
  for (const cookie of (cookies ?? []) as string[]) pairs.push(['set-cookie', cookie]);
  return {
    status: statusCode,
    headers: pairs,
    body: Buffer.from(String(body ?? ''), isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function message(status: number, text: string): Answer {
  return {
    status,
    headers: [['content-type', 'application/json']],
    body: Buffer.from(JSON.stringify({ Message: text })),
  };
}
