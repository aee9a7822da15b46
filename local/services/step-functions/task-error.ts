import type { InvokeResult } from '../../runtime';

/** The failure of a Task: `name` is the error that Retry and Catch match, `message` the cause. */
export class TaskError extends Error {
  constructor(
    override readonly name: string,
    cause: string,
    /** False for errors that `States.ALL` does not match: States.Runtime and States.DataLimitExceeded. */
    private readonly matchable = true,
  ) {
    super(cause);
  }

  get isRetryable(): boolean {
    return this.matchable;
  }

  get isCatchable(): boolean {
    return this.matchable;
  }
}

/**
 * Error and cause of a failed function: its error type, and the error as JSON.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function functionError(result: Extract<InvokeResult, { ok: false }>): TaskError {
  const { errorType, errorMessage, trace } = result;
  const cause = trace.length ? { errorMessage, errorType, trace } : { errorMessage, errorType };
  return new TaskError(errorType || 'Lambda.Unknown', JSON.stringify(cause));
}

const SERVICE_ERRORS: Record<string, string> = {
  ResourceNotFoundException: 'Lambda.ResourceNotFoundException',
  TooManyRequestsException: 'Lambda.TooManyRequestsException',
  InvalidParameterValueException: 'Lambda.InvalidParameterValueException',
  RequestEntityTooLargeException: 'Lambda.RequestEntityTooLargeException',
};

/** Error and cause of a call that the Lambda service rejects. Step Functions has one error for all denials. */
export function serviceError(fault: unknown): TaskError {
  const { name, message } = fault instanceof Error ? fault : new Error(String(fault));
  if (/AccessDenied/.test(name)) {
    const cause = `${message} (Service: Lambda, Status Code: 403)`;
    return new TaskError('Lambda.AWSLambdaException', cause);
  }
  return new TaskError(SERVICE_ERRORS[name] ?? 'Lambda.ServiceException', message);
}
