import type { ProxyAnswer } from './proxy';
import type { RestApi } from './rest-api';

/** An error that API Gateway itself answers. https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export interface GatewayFault {
  type: string;
  status: number;
  /** x-amzn-ErrorType */
  exception: string;
  message: string;
}

const fault = (type: string, status: number, exception: string, message: string): GatewayFault => ({
  type,
  status,
  exception,
  message,
});

export const FAULTS = {
  missingToken: fault(
    'MISSING_AUTHENTICATION_TOKEN',
    403,
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  ),
  forbidden: fault('ACCESS_DENIED', 403, 'ForbiddenException', 'Forbidden'),
  unauthorized: fault('UNAUTHORIZED', 401, 'UnauthorizedException', 'Unauthorized'),
  expired: fault('UNAUTHORIZED', 401, 'UnauthorizedException', 'The incoming token has expired'),
  throttled: fault('THROTTLED', 429, 'TooManyRequestsException', 'Too Many Requests'),
  tooLarge: fault('REQUEST_TOO_LARGE', 413, 'RequestTooLargeException', 'Request Too Long'),
  misconfigured: fault('API_CONFIGURATION_ERROR', 500, 'InternalServerErrorException', 'Internal server error'),
  badAnswer: fault('DEFAULT_5XX', 502, 'InternalServerErrorException', 'Internal server error'),
  timeout: fault('INTEGRATION_TIMEOUT', 504, 'InternalServerErrorException', 'Endpoint request timed out'),
} as const;

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

/** Renders a fault with the API's gateway response for its type, otherwise for DEFAULT_4XX or DEFAULT_5XX. */
export function renderFault(
  api: RestApi | null,
  { type, status, exception, message }: GatewayFault,
  context: { requestId: string; stage: string; path: string },
): ProxyAnswer {
  const own =
    api?.gatewayResponses.get(type) ?? api?.gatewayResponses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const variables: Record<string, string> = {
    '$context.error.messageString': JSON.stringify(message),
    '$context.error.message': message,
    '$context.error.responseType': type,
    '$context.requestId': context.requestId,
    '$context.stage': context.stage,
    '$context.path': context.path,
  };
  const body = (own?.template ?? DEFAULT_TEMPLATE).replace(/\$context(\.\w+)+/g, (name) => variables[name] ?? '');
  return {
    status: own?.status ?? status,
    headers: [
      ['content-type', 'application/json'],
      ['x-amzn-errortype', exception],
      ...Object.entries(own?.headers ?? {}),
    ],
    body: Buffer.from(body),
  };
}
