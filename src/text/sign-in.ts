export const signInText = {
  title: 'Sign in to Firstlight',
  description: 'With your email address. A new account gets a code by email to confirm it.',
  expired: 'Your session ended. Sign in again to go on where you were.',
  loading: 'Loading the sign-in form',
  signInTab: 'Sign in',
  signUpTab: 'Create account',
  localTitle: 'Local backend',
  local: 'Codes and emails arrive in the local inbox:',
  notConfiguredSteps: [
    { command: 'npm start', what: 'starts the local backend and this app, with no AWS account' },
    { command: 'npx ampx sandbox', what: 'deploys a backend of your own to AWS' },
  ],
};
