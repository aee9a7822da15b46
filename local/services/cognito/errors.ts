/**
 * An error of the Cognito API. Clients distinguish errors by `code` (`__type` in the protocol). The messages are those of
 * Cognito, because the Amplify UI shows them unchanged.
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
/** The same answer to a wrong name and to a wrong password, so that it does not disclose who has an account. */
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
