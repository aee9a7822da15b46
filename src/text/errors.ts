/** What went wrong and what to do about it, by kind of error. */
export const errorText = {
  invalid: {
    title: 'Something in there needs a correction.',
    advice: 'Change it and try again.',
  },
  notAllowed: {
    title: 'You are not signed in any more, or this is not yours to see.',
    advice: 'Sign in again and repeat what you did.',
  },
  otherAccount: {
    title: 'Somebody else is signed in here now.',
    advice: 'Nothing was changed. Reload this page to go on with that account; what you typed is kept for yours.',
  },
  conflict: {
    title: 'This was changed elsewhere meanwhile.',
    advice: 'Look at what changed, then save again.',
  },
  notFound: {
    title: 'We could not find that.',
    advice: 'It may have been removed. Go back and choose another one.',
  },
  tooMany: {
    title: 'That was too much at once.',
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
    advice: 'Nothing was changed. Please try again in a moment.',
  },
  notConfigured: {
    title: 'The app does not know its backend yet.',
    advice: 'Run `npm start` for the local backend or `npx ampx sandbox` for one on AWS, then reload this page.',
  },
  stuck: {
    title: 'Your run takes longer than usual.',
    advice: 'It goes on without this page. Reload to look again; the email arrives in any case.',
  },
} as const;
