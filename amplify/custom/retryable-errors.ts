/** The functions throw `TransientError` (domain/errors.ts). The other errors are those of the Lambda service. */
export const RETRYABLE_ERRORS = [
  'TransientError',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

/**
 * Throttled emails are retried: nine tries over up to two minutes. Each retry is at a random moment of its interval, so
 * that runs that were throttled together do not retry together.
 */
export const RETRY = { intervalSeconds: 1, backoffRate: 2, maxAttempts: 8, maxDelaySeconds: 24 };
