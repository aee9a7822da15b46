/**
 * An answer of the Cognito API that the client tells apart by its `code` (the `__type` on the wire). Messages are
 * Cognito's own, because the Amplify UI shows them to people as they are.
 */
export class CognitoError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CognitoError';
  }
}

export const invalidParameter = (message: string) => new CognitoError('InvalidParameterException', message);
export const notAuthorized = (message: string) => new CognitoError('NotAuthorizedException', message);
/** The one answer to a wrong name and to a wrong password, so that nobody learns who has an account. */
export const wrongCredentials = () => notAuthorized('Incorrect username or password.');
export const userNotFound = () => new CognitoError('UserNotFoundException', 'User does not exist.');
export const notConfirmed = () => new CognitoError('UserNotConfirmedException', 'User is not confirmed.');
export const codeMismatch = () =>
  new CognitoError('CodeMismatchException', 'Invalid verification code provided, please try again.');
export const codeExpired = () =>
  new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
export const limitExceeded = () =>
  new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
export const emailTaken = (code: 'UsernameExistsException' | 'AliasExistsException') =>
  new CognitoError(code, 'An account with the given email already exists.');
