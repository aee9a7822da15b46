export const signInText = {
  title: 'Sign in to Firstlight',
  description: 'We email a code to every new account, to confirm its address.',
  expired: 'Your session expired. Sign in again to continue where you left off.',
  loading: 'Loading the sign-in form',
  localTitle: 'Local backend',
  local: 'Codes and emails arrive in the local inbox:',
  demo: (email: string, password: string) => `Or sign in as ${email} with ${password}`,
  notConfiguredAdvice: 'Start or deploy one with either of these, then try again.',
  code: 'Code',
  email: 'Email',
  notConfiguredSteps: [
    { command: 'npm start', what: 'starts the local backend and this app, with no AWS account' },
    { command: 'npx ampx sandbox', what: 'deploys a backend of your own to AWS' },
  ],
  passwordSet: (email: string) => `The new password for ${email} is set. Sign in with it.`,
  confirmed: (email: string) => `${email} is confirmed. Sign in to get started.`,
  passwordSpaces: 'A password can’t begin or end with a space. Remove it from both fields.',
  other: {
    title: (email: string) => `You are already signed in as ${email}`,
    advice: 'You signed in from another tab. A browser can have one account signed in at a time.',
    stay: (email: string) => `Continue as ${email}`,
    change: 'Sign out there and sign in here',
  },
};

export const signOutText = {
  title: 'Sign out with unsaved text?',
  description: 'You wrote this and have not saved it:',
  stay: 'Stay signed in',
  keep: 'Sign out and keep it in this browser',
  discard: 'Sign out and discard it',
};

/** An error of Amplify or Cognito. */
export interface AuthFailure {
  name: string;
  message: string;
}

/** Texts by the name of the error. Where one name covers several causes, the message tells them apart. */
const FAILURES: [name: RegExp, message: RegExp | null, words: string][] = [
  [
    /^UserAlreadyAuthenticatedException$/,
    null,
    'You are already signed in, perhaps in another tab. Reload this page to continue.',
  ],
  [/^NotAuthorizedException$/, /attempts exceeded/i, 'Too many attempts. Wait a few minutes, then try again.'],
  [/^NotAuthorizedException$/, /disabled/i, 'This account is disabled. Contact whoever runs Firstlight for you.'],
  [
    /^NotAuthorizedException$/,
    /temporary password/i,
    'The temporary password has expired. Ask whoever created the account for a new one.',
  ],
  [/^NotAuthorizedException$/, /current status is confirmed/i, 'This account is already confirmed. Sign in.'],
  [/^NotAuthorizedException$/, /signup is not permitted/i, 'Sign-up is closed. Contact whoever runs Firstlight.'],
  [/^NotAuthorizedException$/, /session/i, 'That took too long. Start again from the sign-in page.'],
  // The same text for both, so that it does not reveal which addresses have an account.
  [
    /^(NotAuthorizedException|UserNotFoundException)$/,
    null,
    'The email or the password is incorrect. Check both, or set a new password.',
  ],
  [/^UserNotConfirmedException$/, null, 'This address is not confirmed yet. Sign in, and we’ll send you a code.'],
  [/^PasswordResetRequiredException$/, null, 'This account needs a new password. Choose “Forgot your password?”.'],
  [/^CodeMismatchException$/, null, 'This is not the latest code. Check the newest email, or request another code.'],
  [/^ExpiredCodeException$/, null, 'This code has expired or was already used. Request another one.'],
  [
    /^(LimitExceededException|TooManyRequestsException|TooManyFailedAttemptsException)$/,
    null,
    'Too many attempts. Wait a few minutes, then try again.',
  ],
  [
    /^(UsernameExistsException|AliasExistsException)$/,
    null,
    'An account with this address already exists. Sign in, or set a new password.',
  ],
  [/^InvalidPasswordException$/, /not long enough/i, 'The password is too short.'],
  [/^InvalidPasswordException$/, /uppercase/i, 'The password needs an uppercase letter.'],
  [/^InvalidPasswordException$/, /lowercase/i, 'The password needs a lowercase letter.'],
  [/^InvalidPasswordException$/, /numeric/i, 'The password needs a number.'],
  [/^InvalidPasswordException$/, /symbol/i, 'The password needs a special character, such as ! or %.'],
  [/^InvalidPasswordException$/, null, 'This password is too simple, or was used before. Choose another one.'],
  [/^InvalidParameterException$/, /'password'|'newPassword'/i, signInText.passwordSpaces],
  [/^InvalidParameterException$/, /confirmationCode/i, 'The code contains only digits. Check it against the email.'],
  [
    /^InvalidParameterException$/,
    /no registered\/verified email/i,
    'The address of this account was never confirmed, so no code can be sent to it. Sign in to confirm it first.',
  ],
  [/^InvalidParameterException$/, /email/i, 'This email address is not valid. Check it.'],
  [
    /^CodeDeliveryFailureException$/,
    null,
    'The email with the code could not be sent. Check the address, then try again.',
  ],
  [
    /^(NetworkError|TimeoutError|TypeError)$/,
    null,
    'We can’t reach the server. Check your connection, then try again.',
  ],
  [/^Empty.*username$/i, null, 'Enter your email address.'],
  [/^Empty.*password$/i, null, 'Enter a password.'],
  [/^Empty.*code$/i, null, 'Enter the code from the email.'],
];

const UNKNOWN_FAILURE = 'That failed because of a problem on our side. Try again in a moment.';
const TYPED_SPACES =
  'The password that you typed begins or ends with a space, which no password can. Remove the space and try again.';

/** The text for an error, with what to do about it. `password` is what the person typed to sign in. */
export function authFailureWords({ name, message }: AuthFailure, password = ''): string {
  if (name === 'NotAuthorizedException' && /^\s|\s$/.test(password)) return TYPED_SPACES;
  const found = FAILURES.find(([names, messages]) => names.test(name) && (messages?.test(message) ?? true));
  return found?.[2] ?? UNKNOWN_FAILURE;
}
