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
};

export const signOutText = {
  title: 'Sign out with unsaved text?',
  description: 'This was written and is not saved yet:',
  stay: 'Stay signed in',
  keep: 'Sign out and keep it in this browser',
  discard: 'Sign out and discard it',
};
