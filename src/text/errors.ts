/** What went wrong and what to do about it, for each kind of error. */
export const errorText = {
  invalid: {
    title: 'Some of what you entered is not valid.',
    advice: 'Correct it and try again.',
  },
  notAllowed: {
    title: 'You are signed out, or you don’t have access to this.',
    advice: 'Sign in and try again.',
  },
  otherAccount: {
    title: 'Another account is now signed in.',
    advice: 'Nothing was changed. Reload this page to continue with that account. What you typed is kept for yours.',
  },
  conflict: {
    title: 'This was changed elsewhere in the meantime.',
    advice: 'Review what changed, then save again.',
  },
  notFound: {
    title: 'We couldn’t find that.',
    advice: 'It may have been removed. Go back and choose another one.',
  },
  tooMany: {
    title: 'Too many requests.',
    advice: 'Wait a moment, then try again.',
  },
  offline: {
    title: 'We can’t reach the server.',
    advice: 'Check your connection, then try again. Nothing you entered is lost.',
  },
  timeout: {
    title: 'The server did not answer in time.',
    advice: 'Try again. Nothing you entered is lost.',
  },
  fault: {
    title: 'Something went wrong on our side.',
    // It does not say that nothing was changed, because the mutation may have been executed.
    advice: 'Please try again in a moment.',
  },
  notConfigured: {
    title: 'The app has no backend yet.',
    advice: 'Run `npm start` for the local backend or `npx ampx sandbox` for one on AWS, then reload this page.',
  },
} as const;
