import { randomUUID } from 'node:crypto';
import type { AwsRequest, AwsResponse } from '../../runtime';
import { jsonError } from '../json-protocol';

type Request = Pick<AwsRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>;

/** Services that answer in XML and whose requests have neither form parameters nor a target. */
const REST_XML = new Set(['s3', 's3express', 'route53', 'cloudfront']);

/**
 * An error in the protocol of the request, for a service that the runner does not serve. The client of that service
 * reads code and message like those of AWS.
 * https://smithy.io/2.0/aws/protocols/index.html
 */
export function faultInProtocolOf(service: string, request: Request) {
  const { headers } = request;
  const contentType = String(headers['content-type'] ?? '');
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return cborError;
  const [, version = '1.0'] = /^application\/x-amz-json-(\d\.\d)/.exec(contentType) ?? [];
  if (headers['x-amz-target'] || contentType.startsWith('application/x-amz-json')) {
    return (status: number, code: string, message: string) =>
      jsonError(status, code, message, `application/x-amz-json-${version}`);
  }
  if (REST_XML.has(service))
    return (status: number, code: string, message: string) => xmlError(service, status, code, message);
  if (parameters(request).has('Action')) {
    return (status: number, code: string, message: string) => xmlError(service, status, code, message);
  }
  return (status: number, code: string, message: string) => jsonError(status, code, message, 'application/json');
}

/** The called operation, as far as the protocol names it: the target, the action, or method and path. */
export function operationOf(request: Request): string {
  const target = String(request.headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1);
  return target || parameters(request).get('Action') || `${request.method} ${request.path}`;
}

const parameters = ({ headers, query, body }: Request): URLSearchParams =>
  String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(body.toString('utf8'))
    : query;

/** AWS has three formats: S3 sends the bare error, EC2 a list of errors, all others one error in a response. */
function xmlError(service: string, status: number, code: string, message: string): AwsResponse {
  const requestId = randomUUID();
  const error = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  const bodies: Record<string, string> = {
    s3: `<Error>${error}<RequestId>${requestId}</RequestId></Error>`,
    ec2: `<Response><Errors><Error>${error}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
  };
  const body =
    bodies[service.replace('s3express', 's3')] ??
    `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
  };
}

const escapeXml = (text: string) =>
  text.replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[character]!);

/** A CBOR map of two strings (RFC 8949). */
function cborError(status: number, code: string, message: string): AwsResponse {
  const text = (value: string) => {
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([0x79, bytes.length >> 8, bytes.length & 0xff]), bytes]);
  };
  return {
    status,
    headers: {
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
      'x-amzn-requestid': randomUUID(),
    },
    body: Buffer.concat([Buffer.from([0xa2]), ...['__type', code, 'message', message].map(text)]),
  };
}
