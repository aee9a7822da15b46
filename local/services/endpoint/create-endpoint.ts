import type { IncomingMessage, RequestListener } from 'node:http';
import type { AwsApi, AwsRequest, AwsResponse, EventLog, Runtime, Service } from '../../runtime';
import { createHttpServer } from '../../http-server';
import { listen } from '../../listen';
import { AccessDeniedError } from '../iam/access-denied';
import { readBody } from '../local-http';
import { Credentials } from './credentials';
import { isSignedWith, readSignature } from './signature';
import { faultInProtocolOf, operationOf } from './unserved';

/** The largest request of the services here: DynamoDB's batch of 16 MB. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Services with a REST or query protocol answer 403 to a denied call, those with a JSON protocol 400. */
const ANSWERS_403 = new Set(['lambda', 'scheduler', 'ses']);

export interface Endpoint extends Service {
  url: string;
  credentials: Credentials;
  /** Adds a service. Before that, its calls get UnknownOperationException. */
  add(api: AwsApi): void;
  call: Runtime['call'];
}

/**
 * One server for all AWS APIs that functions call. The signature of a request names the service and identifies the
 * caller. The caller's policies are checked before the service handles the request.
 */
export async function createEndpoint(options: {
  port: number;
  authorize: Runtime['authorize'];
  events: EventLog;
}): Promise<Endpoint> {
  const apis = new Map<string, AwsApi>();
  const credentials = new Credentials();
  const reported = new Set<string>();

  async function call(service: string, request: AwsRequest): Promise<AwsResponse> {
    const api = apis.get(service);
    if (!api) return refuseUnserved(service, request);
    try {
      for (const { action, resources, context } of api.authorize(request)) {
        for (const resource of resources) options.authorize(request.principal, action, resource, context);
      }
      return await api.handle(request);
    } catch (error) {
      if (error instanceof AccessDeniedError) {
        return api.error(ANSWERS_403.has(service) ? 403 : 400, error.name, error.message);
      }
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      options.events.append({ kind: 'notice', level: 'warn', message: `${service}: ${message}` });
      return api.error(
        500,
        'InternalServerError',
        "The local service failed; a notice on the operator's page has the error.",
      );
    }
  }

  /** Logs the call once for each operation and caller, since a function can retry for hours. */
  function refuseUnserved(service: string, request: AwsRequest): AwsResponse {
    const message = `The local runner does not serve ${service}.`;
    const caller = request.principal.logicalId ?? request.principal.arn;
    const notice = `${caller} called ${service}: ${operationOf(request)}. ${message}`;
    if (!reported.has(notice)) {
      reported.add(notice);
      options.events.append({ kind: 'notice', level: 'warn', message: notice });
    }
    return faultInProtocolOf(service, request)(400, 'UnknownOperationException', message);
  }

  async function answer(request: IncomingMessage): Promise<AwsResponse> {
    const body = await readBody(request, MOST_BYTES);
    const { method = 'GET', url = '/', headers } = request;
    const [path = '/', query = ''] = url.split('?', 2);
    const parsed = { method, path, query: new URLSearchParams(query), headers, body: body ?? Buffer.alloc(0) };
    const signature = readSignature(headers.authorization);
    const service = signature?.service ?? '';
    const fault = apis.get(service)?.error ?? faultInProtocolOf(service, parsed);
    if (!body) return fault(413, 'RequestEntityTooLarge', `A request has at most ${MOST_BYTES} bytes.`);
    if (!signature) return fault(403, 'MissingAuthenticationTokenException', 'The request is not signed.');
    const known = credentials.find(signature.accessKeyId);
    if (!known)
      return fault(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
    if (!isSignedWith(known.secretAccessKey, signature, { method, url, headers, body })) {
      const message = 'The request signature we calculated does not match the signature you provided.';
      return fault(403, 'InvalidSignatureException', message);
    }
    return call(service, { ...parsed, principal: known.principal });
  }

  const request: RequestListener = (incoming, response) => {
    answer(incoming)
      .then(({ status, headers, body }) =>
        response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body),
      )
      .catch(() => response.destroy());
  };
  const server = createHttpServer('AWS endpoint', { request }, options.events);
  server.keepAliveTimeout = 60_000;
  const { url, stop } = await listen(server, options.port, 'AWS endpoint', options.events);

  return {
    url,
    credentials,
    add: (api) => void apis.set(api.service, api),
    call: (service, request, principal) => call(service, { ...request, principal }),
    stop,
  };
}
