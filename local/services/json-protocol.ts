import { randomUUID } from 'node:crypto';
import type { AwsRequest, AwsResponse } from '../runtime';

/** An error that a caller of an AWS API is meant to see. */
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

/** The operation of an `X-Amz-Target: Prefix.Operation` header; empty when it is another service's. */
export function targetOperation(request: Pick<AwsRequest, 'headers'>, prefix: string): string {
  const target = String(request.headers['x-amz-target'] ?? '');
  return target.startsWith(`${prefix}.`) ? target.slice(prefix.length + 1) : '';
}

/** @throws AwsFault SerializationException unless the body is a JSON object. */
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

/** Lenient look at a body before it is validated, for the resources that IAM asks about. */
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

/** The error answer of the JSON protocols 1.0 and 1.1. */
export function jsonError(status: number, code: string, message: string, contentType: string): AwsResponse {
  const answer = jsonAnswer(status, { __type: code, message, Message: message }, contentType);
  answer.headers!['x-amzn-errortype'] = code;
  return answer;
}
