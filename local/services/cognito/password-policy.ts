import { randomInt } from 'node:crypto';
import { CognitoError, invalidParameter } from './errors';
import type { PasswordPolicy } from './pool-config';

const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** @throws CognitoError InvalidPasswordException with the first unmet requirement, in Cognito's words and order */
export function checkPassword(password: unknown, policy: PasswordPolicy): asserts password is string {
  if (typeof password !== 'string' || !password) throw invalidParameter("Missing required parameter 'password'");
  if (password.length > 256 || /^\s|\s$/.test(password))
    throw invalidParameter(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$",
    );
  const missing =
    password.length < policy.minimumLength
      ? 'Password not long enough'
      : policy.uppercase && !/[A-Z]/.test(password)
        ? 'Password must have uppercase characters'
        : policy.lowercase && !/[a-z]/.test(password)
          ? 'Password must have lowercase characters'
          : policy.numbers && !/\d/.test(password)
            ? 'Password must have numeric characters'
            : policy.symbols && !SYMBOL.test(password)
              ? 'Password must have symbol characters'
              : null;
  if (missing) throw new CognitoError('InvalidPasswordException', `Password did not conform with policy: ${missing}`);
}

/** A password that meets every policy, for users that an administrator creates without one. */
export function temporaryPassword(policy: PasswordPolicy): string {
  const pick = (set: string) => set[randomInt(set.length)]!;
  const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!@#%*'];
  return Array.from({ length: Math.max(policy.minimumLength, 16) }, (_, i) => pick(kinds[i % kinds.length]!)).join('');
}
