import {
  confirmResetPassword,
  confirmSignUp,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
  type ConfirmResetPasswordInput,
  type ConfirmSignUpInput,
  type ConfirmSignUpOutput,
  type ResendSignUpCodeInput,
  type ResendSignUpCodeOutput,
  type ResetPasswordInput,
  type ResetPasswordOutput,
  type SignInInput,
  type SignInOutput,
  type SignUpInput,
  type SignUpOutput,
} from 'aws-amplify/auth';
import { I18n } from 'aws-amplify/utils';
import { authFailureWords, signInText, type AuthFailure } from '../text/sign-in';
import { currentInvestor } from './session';

/** The calls of Amplify that the sign-in form makes. */
export interface AuthApi {
  signIn(input: SignInInput): Promise<SignInOutput>;
  signOut(): Promise<void>;
  signUp(input: SignUpInput): Promise<SignUpOutput>;
  confirmSignUp(input: ConfirmSignUpInput): Promise<ConfirmSignUpOutput>;
  resendSignUpCode(input: ResendSignUpCodeInput): Promise<ResendSignUpCodeOutput>;
  resetPassword(input: ResetPasswordInput): Promise<ResetPasswordOutput>;
  confirmResetPassword(input: ConfirmResetPasswordInput): Promise<void>;
}

const amplify: AuthApi = {
  confirmResetPassword,
  confirmSignUp,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
};

/** A failure whose message is a sentence for the investor. */
class SignInProblem extends Error {
  override readonly name = 'SignInProblem';
}

/** Events outside the form. */
export interface SignInListeners {
  /** This browser has a session of the typed address. */
  alreadySignedIn: () => void;
  /** This browser has a session of another account. `change` ends it and signs in with the typed values. */
  otherSignedIn: (email: string, change: () => Promise<void>) => void;
  /** The form continues with an empty sign-in for this address. */
  signInNext: (why: 'passwordSet' | 'confirmed', email: string) => void;
}

const SIGNED_IN = { isSignedIn: true, nextStep: { signInStep: 'DONE' } } as const;

// After a confirmation the form signs in by itself and shows Amplify's message.
const ALREADY = { name: 'UserAlreadyAuthenticatedException', message: 'There is already a signed in user.' };
I18n.putVocabulariesForLanguage('en', { [ALREADY.message]: authFailureWords(ALREADY) });

/**
 * The services of Amplify's Authenticator. Codes can have spaces and signs between their digits. Every failure is a
 * SignInProblem.
 */
export function createSignInServices(
  listeners: SignInListeners,
  auth: AuthApi = amplify,
  investor: () => Promise<{ email: string } | null> = currentInvestor,
) {
  async function signInAnew(input: SignInInput) {
    try {
      return await auth.signIn(input);
    } catch (error) {
      if (nameOf(error) !== ALREADY.name) throw error;
    }
    const present = await investor();
    if (present && present.email.toLowerCase() !== input.username.trim().toLowerCase()) {
      listeners.otherSignedIn(present.email, async () => {
        await auth.signOut();
        await inWords(auth.signIn(input), input.password);
      });
      throw new SignInProblem(signInText.other.title(present.email));
    }
    if (present) {
      listeners.alreadySignedIn();
      return SIGNED_IN;
    }
    // Clear the rest of a session that ended.
    await auth.signOut();
    return auth.signIn(input);
  }

  return {
    handleSignIn: (input: SignInInput) => inWords(signInAnew(input), input.password),
    handleSignUp: (input: SignUpInput) => inWords(auth.signUp(input)),
    async handleConfirmSignUp(input: ConfirmSignUpInput) {
      const result = await inWords(
        auth.confirmSignUp({ ...input, confirmationCode: readCode(input.confirmationCode) }),
      );
      if (result.nextStep.signUpStep !== 'COMPLETE_AUTO_SIGN_IN') listeners.signInNext('confirmed', input.username);
      return result;
    },
    handleResendSignUpCode: (input: ResendSignUpCodeInput) => inWords(auth.resendSignUpCode(input)),
    handleForgotPassword: (input: ResetPasswordInput) => inWords(auth.resetPassword(input)),
    async handleForgotPasswordSubmit(input: ConfirmResetPasswordInput) {
      await inWords(auth.confirmResetPassword({ ...input, confirmationCode: readCode(input.confirmationCode) }));
      listeners.signInNext('passwordSet', input.username);
    },
  };
}

/** Keeps the digits and letters of a code that was typed as `123 456` or `123-456`, or pasted with a line break. */
export function readCode(typed: string): string {
  return typed.replace(/[^\p{L}\p{N}]/gu, '');
}

/** The Authenticator compares this message. */
const CONFIRMED_ALREADY = 'User is already confirmed.';

async function inWords<Result>(call: Promise<Result>, password?: string): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof SignInProblem || failureOf(error).message === CONFIRMED_ALREADY) throw error;
    throw new SignInProblem(authFailureWords(failureOf(error), password), { cause: error });
  }
}

function failureOf(error: unknown): AuthFailure {
  return error instanceof Error ? error : { name: '', message: String(error) };
}

const nameOf = (error: unknown) => failureOf(error).name;
