import { randomUUID } from 'node:crypto';
import type { AwsRequest, AwsResponse } from '../runtime';

/** An error of an AWS API that its caller gets as the answer. */
export class AwsFault extends Error {
  override name = 'AwsFault';

  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** The operation in an `X-Amz-Target: Prefix.Operation` header; empty for another prefix. */
export function targetOperation(request: Pick<AwsRequest, 'headers'>, prefix: string): string {
  const target = String(request.headers['x-amz-target'] ?? '');
  return target.startsWith(`${prefix}.`) ? target.slice(prefix.length + 1) : '';
}

/** @throws AwsFault SerializationException unless the body is a JSON object */
export function jsonBody(request: Pick<AwsRequest, 'body'>): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(request.body.toString('utf8') || '{}');
  } catch {
    parsed = null;
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  throw new AwsFault('SerializationException', 'The request body is not a JSON object.');
}

/** The body before its validation, empty if it is invalid: for the resources that IAM checks. */
export function peekBody(request: Pick<AwsRequest, 'body'>): Record<string, unknown> {
  try {
    return jsonBody(request);
  } catch {
    return {};
  }
}

export function jsonAnswer(status: number, body: object, contentType: string): AwsResponse {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': randomUUID() },
    body: JSON.stringify(body),
  };
}

/** An error in the JSON protocols 1.0 and 1.1. */
export function jsonError(status: number, code: string, message: string, contentType: string): AwsResponse {
  const answer = jsonAnswer(status, { __type: code, message, Message: message }, contentType);
  answer.headers!['x-amzn-errortype'] = code;
  return answer;
}
