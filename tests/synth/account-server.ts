import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer in the form that goes over the wire. */
export interface WireAnswer {
  status?: number;
  body: unknown;
}

/** Answers by operation, e.g. `ses:GetAccount`. A string is XML, anything else is JSON. */
export type WireAnswers = Partial<Record<string, WireAnswer>>;

/** Serves recorded answers of all AWS APIs at one address, for `AWS_ENDPOINT_URL`. */
export async function serveAccount(answers: WireAnswers) {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    void operationOf(request).then((operation) => {
      asked.push(operation);
      const { status = 200, body } = answers[operation] ?? {
        status: 400,
        body: { __type: 'UnknownOperationException', message: `${request.method} ${request.url}` },
      };
      const xml = typeof body === 'string';
      response.writeHead(status, {
        'content-type': xml ? 'text/xml' : 'application/json',
        ...(isError(body) && { 'x-amzn-errortype': body.__type }),
      });
      response.end(xml ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** The operations that were called, in order. */
    asked,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const isError = (body: unknown): body is { __type: string } =>
  typeof body === 'object' && body !== null && '__type' in body;

const REST: [path: RegExp, operation: string][] = [
  [/^\/v2\/email\/account$/, 'ses:GetAccount'],
  [/^\/v2\/email\/identities\/[^/]+$/, 'ses:GetEmailIdentity'],
  [/^\/account$/, 'apigateway:GetAccount'],
  [/^\/\d{4}-\d{2}-\d{2}\/account-settings\/?$/, 'lambda:GetAccountSettings'],
];

/** Every AWS protocol names its operation elsewhere: in the path, in a header, or in the form of the body. */
async function operationOf(request: IncomingMessage): Promise<string> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.method === 'GET') return REST.find(([path]) => path.test(pathname))?.[1] ?? `GET ${pathname}`;
  const target = request.headers['x-amz-target'];
  const named =
    typeof target === 'string' ? target : new URLSearchParams(Buffer.concat(chunks).toString()).get('Action');
  return named ?? `${request.method} ${pathname}`;
}
