import { describe, expect, it } from 'vitest';
import { authFailureWords, signInText } from './sign-in';

const WRONG = 'The email or the password is incorrect. Check both, or set a new password.';
const OFTEN = 'Too many attempts. Wait a few minutes, then try again.';

describe('what went wrong with an account', () => {
  it.each([
    ['UserAlreadyAuthenticatedException', 'There is already a signed in user.', /already signed in/],
    ['NotAuthorizedException', 'Incorrect username or password.', WRONG],
    ['NotAuthorizedException', 'Password attempts exceeded', OFTEN],
    ['NotAuthorizedException', 'User is disabled.', /disabled/],
    ['NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED', /already confirmed/],
    ['NotAuthorizedException', 'Invalid session for the user, session is expired.', /took too long/],
    ['NotAuthorizedException', 'SignUp is not permitted for this user pool', /closed/],
    ['NotAuthorizedException', 'Temporary password has expired and must be reset by an administrator.', /expired/],
    ['UserNotFoundException', 'User does not exist.', WRONG],
    ['UserNotConfirmedException', 'User is not confirmed.', /not confirmed yet/],
    ['PasswordResetRequiredException', 'Password reset required for the user', /new password/],
    ['CodeMismatchException', 'Invalid verification code provided, please try again.', /newest email/],
    ['ExpiredCodeException', 'Invalid code provided, please request a code again.', /another one/],
    ['LimitExceededException', 'Attempt limit exceeded, please try after some time.', OFTEN],
    ['TooManyRequestsException', 'Too many requests', OFTEN],
    ['UsernameExistsException', 'User already exists', /account with this address already exists/],
    ['InvalidPasswordException', 'Password did not conform with policy: Password not long enough', /too short/],
    [
      'InvalidPasswordException',
      'Password did not conform with policy: Password must have numeric characters',
      /number/,
    ],
    ['InvalidPasswordException', 'Password has previously been used', /used before/],
    [
      'InvalidParameterException',
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$",
      signInText.passwordSpaces,
    ],
    ['InvalidParameterException', "Value at 'confirmationCode' failed to satisfy constraint", /only digits/],
    ['InvalidParameterException', 'Invalid email address format.', /not valid/],
    [
      'InvalidParameterException',
      'Cannot reset password for the user as there is no registered/verified email',
      /never confirmed/,
    ],
    ['CodeDeliveryFailureException', 'The message was not delivered.', /could not be sent/],
    ['NetworkError', 'A network error has occurred.', /connection/],
    ['EmptySignInPassword', 'password is required to signIn', 'Enter a password.'],
    ['EmptyConfirmSignUpCode', 'code is required to confirmSignUp', 'Enter the code from the email.'],
    ['InvalidLambdaResponseException', 'Unrecognizable lambda output', /on our side/],
    ['InternalErrorException', 'Something went wrong', /on our side/],
    ['Error', '', /on our side/],
  ])('%s: %s', (name, message, words) => {
    const said = authFailureWords({ name, message });
    expect(said).toMatch(words);
    expect(said).not.toContain(message || 'undefined');
  });

  it.each([' secret', 'secret ', '\tsecret', 'secret\u00a0'])('names the space around the password %j', (password) => {
    const wrong = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    expect(authFailureWords(wrong, password)).toMatch(/begins or ends with a space/);
    expect(authFailureWords(wrong, 'sec ret')).toBe(WRONG);
  });
});
