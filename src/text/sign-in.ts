export const signInText = {
  title: 'Sign in to Firstlight',
  description: 'A new account gets a code by email to confirm it.',
  expired: 'Your session ended. Sign in again to go on where you were.',
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
  passwordSet: (email: string) => `The new password of ${email} is set. Sign in with it.`,
  confirmed: (email: string) => `${email} is confirmed. Sign in to begin.`,
  passwordSpaces: 'A password can’t begin or end with a space. Take it away in both fields.',
  other: {
    title: (email: string) => `You are signed in as ${email} already`,
    advice: 'It happened in another tab of this browser, which holds one account at a time.',
    stay: (email: string) => `Go on as ${email}`,
    change: 'Sign out there and sign in here',
  },
};

export const signOutText = {
  title: 'Sign out with unsaved text?',
  description: 'This was written and is not saved yet:',
  stay: 'Stay signed in',
  keep: 'Sign out and keep it in this browser',
  discard: 'Sign out and discard it',
};

/** What Amplify and Cognito say when something about an account goes wrong. */
export interface AuthFailure {
  name: string;
  message: string;
}

/** Each by the name of the error and, where one name stands for several things, by how its message reads. */
const FAILURES: [name: RegExp, message: RegExp | null, words: string][] = [
  [
    /^UserAlreadyAuthenticatedException$/,
    null,
    'You are signed in already, perhaps in another tab. Reload this page to go on.',
  ],
  [/^NotAuthorizedException$/, /attempts exceeded/i, 'Too many attempts. Wait a few minutes, then try again.'],
  [/^NotAuthorizedException$/, /disabled/i, 'This account is switched off. Ask whoever runs Firstlight for you.'],
  [
    /^NotAuthorizedException$/,
    /temporary password/i,
    'The first password of this account has expired. Ask whoever made the account for a new one.',
  ],
  [/^NotAuthorizedException$/, /current status is confirmed/i, 'This account is confirmed already. Sign in.'],
  [
    /^NotAuthorizedException$/,
    /signup is not permitted/i,
    'New accounts are closed here. Ask whoever runs Firstlight.',
  ],
  [/^NotAuthorizedException$/, /session/i, 'That took too long. Begin again from sign in.'],
  // The two are told alike, so that nobody learns which addresses have an account.
  [
    /^(NotAuthorizedException|UserNotFoundException)$/,
    null,
    'This email and password do not go together. Check both, or set a new password.',
  ],
  [/^UserNotConfirmedException$/, null, 'This address is not confirmed yet. Sign in, and we send you a code.'],
  [/^PasswordResetRequiredException$/, null, 'This account needs a new password. Choose “Forgot your password?”.'],
  [
    /^CodeMismatchException$/,
    null,
    'This is not the code that we sent last. Check it against the newest email, or ask for another one.',
  ],
  [/^ExpiredCodeException$/, null, 'This code has expired or was used. Ask for another one.'],
  [
    /^(LimitExceededException|TooManyRequestsException|TooManyFailedAttemptsException)$/,
    null,
    'Too many attempts. Wait a few minutes, then try again.',
  ],
  [
    /^(UsernameExistsException|AliasExistsException)$/,
    null,
    'There is an account with this address already. Sign in, or set a new password.',
  ],
  [/^InvalidPasswordException$/, /not long enough/i, 'The password is too short.'],
  [/^InvalidPasswordException$/, /uppercase/i, 'The password needs an upper case letter.'],
  [/^InvalidPasswordException$/, /lowercase/i, 'The password needs a lower case letter.'],
  [/^InvalidPasswordException$/, /numeric/i, 'The password needs a number.'],
  [/^InvalidPasswordException$/, /symbol/i, 'The password needs a special character, like ! or %.'],
  [/^InvalidPasswordException$/, null, 'This password is too simple, or was used before. Choose another one.'],
  [/^InvalidParameterException$/, /'password'|'newPassword'/i, signInText.passwordSpaces],
  [/^InvalidParameterException$/, /confirmationCode/i, 'A code has digits only. Check it against the email.'],
  [
    /^InvalidParameterException$/,
    /no registered\/verified email/i,
    'The address of this account was never confirmed, so no code can be sent to it. Sign in to confirm it first.',
  ],
  [/^InvalidParameterException$/, /email/i, 'This is not an email address that can be used. Check it.'],
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

const UNKNOWN_FAILURE = 'That did not work, and the fault is ours. Try again in a moment.';
const TYPED_SPACES =
  'The password that you typed begins or ends with a space, and no password does. Take it away and try again.';

/** In words for the person, with what to do. `password` is what was typed, where it was a sign-in. */
export function authFailureWords({ name, message }: AuthFailure, password = ''): string {
  if (name === 'NotAuthorizedException' && /^\s|\s$/.test(password)) return TYPED_SPACES;
  const found = FAILURES.find(([names, messages]) => names.test(name) && (messages?.test(message) ?? true));
  return found?.[2] ?? UNKNOWN_FAILURE;
}
