import type { IncomingMessage, ServerResponse } from 'node:http';

/** The host names of the runner in a local browser. Another name is a sign of DNS rebinding. */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export const isLocalHost = (request: IncomingMessage) => LOCAL_HOST.test(request.headers.host ?? '');

/**
 * Whether a request can change state: its body is JSON and it comes from no other origin. A form or an image of another
 * site can't send JSON without a CORS preflight.
 */
export function mayChange(request: IncomingMessage): boolean {
  const { origin, host, 'content-type': type = '', 'sec-fetch-site': site } = request.headers;
  if (!isLocalHost(request) || !/^application\/json\b/i.test(type)) return false;
  if (site && site !== 'same-origin' && site !== 'none') return false;
  return !origin || origin === `http://${host}`;
}

/** The body; null if it is longer than `most` bytes. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= most) chunks.push(chunk);
  }
  return bytes <= most ? Buffer.concat(chunks) : null;
}

export function send(
  response: ServerResponse,
  status: number,
  body: string | Buffer | object,
  headers: Record<string, string> = {},
): void {
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
  response.writeHead(status, {
    'content-type': isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...headers,
  });
  response.end(isJson ? JSON.stringify(body) : body);
}

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
