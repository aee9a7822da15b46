import { randomUUID } from 'node:crypto';
import type { AwsRequest, AwsResponse } from '../../runtime';

const XMLNS = 'http://ses.amazonaws.com/doc/2010-12-01/';
const CONTENT_TYPE = 'text/xml';

/** Parameters of an AWS query request, from the form body or the query string. */
export function readParameters(request: Pick<AwsRequest, 'body' | 'query'>): URLSearchParams {
  return request.body.length ? new URLSearchParams(request.body.toString('utf8')) : request.query;
}

/** `Name.member.1`, `Name.member.2`, ... in order. */
export function readMembers(parameters: URLSearchParams, name: string): string[] {
  const members: string[] = [];
  for (let i = 1; ; i++) {
    const value = parameters.get(`${name}.member.${i}`);
    if (value === null) return members;
    members.push(value);
  }
}

/** Content of a result: text or nested elements. A list becomes `member` elements, a map `entry` elements. */
export type Xml = string | number | boolean | Xml[] | Map<string, Xml> | { [name: string]: Xml };

export function xmlAnswer(action: string, result: Xml): AwsResponse {
  const requestId = randomUUID();
  const body =
    `<?xml version="1.0" encoding="UTF-8"?><${action}Response xmlns="${XMLNS}"><${action}Result>${render(result)}` +
    `</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': requestId }, body };
}

export function xmlError(status: number, code: string, message: string): AwsResponse {
  const requestId = randomUUID();
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
  return {
    status,
    headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': requestId, 'x-amzn-errortype': code },
    body: `<?xml version="1.0" encoding="UTF-8"?><ErrorResponse xmlns="${XMLNS}">${render({ Error: error, RequestId: requestId })}</ErrorResponse>`,
  };
}

function render(value: Xml): string {
  if (value instanceof Map)
    return [...value].map(([key, inner]) => `<entry>${render({ key, value: inner })}</entry>`).join('');
  if (Array.isArray(value)) return value.map((item) => `<member>${render(item)}</member>`).join('');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, inner]) => `<${name}>${render(inner)}</${name}>`)
      .join('');
  return String(value).replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[character]!);
}
