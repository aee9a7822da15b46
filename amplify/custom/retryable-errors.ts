/** `TransientError` is thrown by the functions (domain/errors.ts); the rest is what the Lambda service says of itself. */
export const RETRYABLE_ERRORS = [
  'TransientError',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

/**
 * Throttled emails wait and are sent: nine tries over up to two minutes, each at a random moment of its pause so that
 * those who were refused together do not come back together.
 */
export const PATIENCE = { intervalSeconds: 1, backoffRate: 2, maxAttempts: 8, maxDelaySeconds: 24 };
