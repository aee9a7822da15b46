import { defineAuth } from '@aws-amplify/backend';
import { postConfirmation } from './post-confirmation/resource';

export const auth = defineAuth({
  loginWith: {
    email: {
      verificationEmailSubject: 'Your Firstlight confirmation code',
      verificationEmailStyle: 'CODE',
      verificationEmailBody: (code: () => string) => `Your confirmation code is ${code()}. It is valid for 24 hours.`,
    },
  },
  groups: ['ADMINS'],
  // Also at sign-in, for users whose profile could not be created and users whom an administrator created.
  triggers: { postConfirmation, postAuthentication: postConfirmation },
});
