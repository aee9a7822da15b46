import { describe, expect, it } from 'vitest';
import { createSignInServices, readCode, type AuthApi } from './sign-in';

const EMAIL = 'ada@example.com';
const TYPED = { username: EMAIL, password: 'Correct-horse-9' };
const IN = { isSignedIn: true, nextStep: { signInStep: 'DONE' } } as const;

const failure = (name: string, message: string) => Object.assign(new Error(message), { name });
const taken = () => failure('UserAlreadyAuthenticatedException', 'There is already a signed in user.');

/** Amplify with a signed-in investor: a sign-in fails until the sign-out. */
function setup(present: string | null, auth: Partial<AuthApi> = {}) {
  const calls: string[] = [];
  let held = true;
  const api = {
    signIn: async ({ username }) => {
      calls.push(`signIn ${username}`);
      if (held) throw taken();
      return IN;
    },
    signOut: async () => {
      calls.push('signOut');
      held = false;
    },
    confirmSignUp: async ({ confirmationCode }) => {
      calls.push(`confirm ${confirmationCode}`);
      return { isSignUpComplete: true, nextStep: { signUpStep: 'DONE' } };
    },
    confirmResetPassword: async ({ confirmationCode, newPassword }) => {
      calls.push(`reset ${confirmationCode} ${newPassword}`);
    },
    ...auth,
  } as Partial<AuthApi> as AuthApi;
  const heard: string[] = [];
  const change: (() => Promise<void>)[] = [];
  const services = createSignInServices(
    {
      alreadySignedIn: () => heard.push('already'),
      otherSignedIn: (email, switchTo) => {
        heard.push(`other ${email}`);
        change.push(switchTo);
      },
      signInNext: (why, email) => heard.push(`${why} ${email}`),
    },
    api,
    async () => (present === null ? null : { email: present }),
  );
  return { services, calls, heard, change };
}

describe('a sign-in while somebody is signed in', () => {
  it.each([EMAIL, 'ADA@example.com'])('as the same person, %s, continues', async (present) => {
    const { services, heard } = setup(present);
    expect(await services.handleSignIn(TYPED)).toEqual(IN);
    expect(heard).toEqual(['already']);
  });

  it('as another person asks first, then changes the account', async () => {
    const { services, heard, calls, change } = setup('bob@example.com');
    await expect(services.handleSignIn(TYPED)).rejects.toThrow('You are already signed in as bob@example.com');
    expect([heard, calls]).toEqual([['other bob@example.com'], [`signIn ${EMAIL}`]]);
    await change[0]!();
    expect(calls).toEqual([`signIn ${EMAIL}`, 'signOut', `signIn ${EMAIL}`]);
  });

  it('whose session has ended clears the rest of the session', async () => {
    const { services, heard, calls } = setup(null);
    expect(await services.handleSignIn(TYPED)).toEqual(IN);
    expect([heard, calls]).toEqual([[], [`signIn ${EMAIL}`, 'signOut', `signIn ${EMAIL}`]]);
  });
});

describe('the sign-in form', () => {
  it.each(['123456', '123 456', ' 123-456\n', '123\u00a0456', '1 2 3 4 5 6', '123\u2011456'])(
    'reads the code %j in both of its forms',
    async (confirmationCode) => {
      const { services, calls } = setup(null);
      await services.handleConfirmSignUp({ username: EMAIL, confirmationCode });
      await services.handleForgotPasswordSubmit({ username: EMAIL, confirmationCode, newPassword: 'New pass-word 9' });
      expect(calls).toEqual(['confirm 123456', 'reset 123456 New pass-word 9']);
      expect(readCode(confirmationCode)).toBe('123456');
    },
  );

  it('explains an empty sign-in', async () => {
    const { services, heard } = setup(null);
    const typed = { username: EMAIL, confirmationCode: '1' };
    await services.handleConfirmSignUp(typed);
    await services.handleForgotPasswordSubmit({ ...typed, newPassword: 'x' });
    expect(heard).toEqual([`confirmed ${EMAIL}`, `passwordSet ${EMAIL}`]);
  });

  it('explains nothing when the form signs in by itself', async () => {
    const { services, heard } = setup(null, {
      confirmSignUp: async () => ({ isSignUpComplete: true, nextStep: { signUpStep: 'COMPLETE_AUTO_SIGN_IN' } }),
    });
    await services.handleConfirmSignUp({ username: EMAIL, confirmationCode: '1' });
    expect(heard).toEqual([]);
  });

  it('does not show messages of Amplify or Cognito', async () => {
    const { services } = setup(null, {
      signIn: async () => {
        throw failure('NotAuthorizedException', 'Incorrect username or password.');
      },
    });
    await expect(services.handleSignIn(TYPED)).rejects.toThrow(/^The email or the password is incorrect/);
    await expect(services.handleSignIn({ ...TYPED, password: ' x' })).rejects.toThrow(/begins or ends with a space/);
  });

  it('keeps the message that the form compares', async () => {
    const { services } = setup(null, {
      resendSignUpCode: async () => {
        throw failure('InvalidParameterException', 'User is already confirmed.');
      },
    });
    await expect(services.handleResendSignUpCode({ username: EMAIL })).rejects.toThrow('User is already confirmed.');
  });
});
