/** `TransientError` is thrown by the functions (domain/errors.ts); the rest is what the Lambda service says of itself. */
export const RETRYABLE_ERRORS = [
  'TransientError',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];
