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
  // At sign-in again: a profile whose creation failed, or whose user an administrator made, is created then.
  triggers: { postConfirmation, postAuthentication: postConfirmation },
});
