import { deliveryDetails, redeemCode, sendCode } from './codes';
import { attributesOf, clientOf, newUser, setPassword, text, type Operation, type Pool } from './context';
import { CognitoError, codeExpired, emailTaken, invalidParameter, notAuthorized, userNotFound } from './errors';
import { checkPassword } from './password-policy';
import type { ClientConfig } from './pool-config';

const EMAIL = /^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+\.[^\s@<>"(),:;\\[\]]+$/;

/** Attributes that only a code or an administrator can set. */
const VERIFICATION_FLAGS = ['email_verified', 'phone_number_verified', 'sub'];

/** @throws CognitoError for an attribute that the pool does not have, or that the client can't write */
export function checkAttributes(
  { config }: Pool,
  client: ClientConfig | null,
  attributes: Record<string, string>,
  existing?: Record<string, string>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    const known = config.attributes.get(name);
    if (VERIFICATION_FLAGS.includes(name) ? client : client?.writable && !client.writable.has(name))
      throw notAuthorized('A client attempted to write unauthorized attribute');
    if (!known && !VERIFICATION_FLAGS.includes(name))
      throw invalidParameter(
        `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`,
      );
    if (known && !known.mutable && existing?.[name] !== undefined && existing[name] !== value)
      throw invalidParameter(`user.${name}: Attribute cannot be updated.`);
    if (name === 'email' && (!EMAIL.test(value) || value.length > 254))
      throw invalidParameter('Invalid email address format.');
  }
}

/** The attributes of a new user. If the username is an email address, it is also the attribute `email`. */
export function attributesAtStart(pool: Pool, username: string, given: Record<string, string>): Record<string, string> {
  const { config } = pool;
  if (config.emailIsUsername && !EMAIL.test(username)) throw invalidParameter('Username should be an email.');
  const attributes = { ...given };
  if (config.emailIsUsername) attributes.email ??= username;
  if (attributes.email && !config.caseSensitive) attributes.email = attributes.email.toLowerCase();
  if (config.emailIsUsername && attributes.email!.toLowerCase() !== username.toLowerCase())
    throw invalidParameter('Username and email address must match.');
  for (const [name, { required }] of config.attributes)
    if (required && !attributes[name])
      throw invalidParameter(`Attributes did not conform to the schema: ${name}: The attribute is required`);
  if (attributes.email && pool.users.byEmail(attributes.email)) throw emailTaken('UsernameExistsException');
  if (pool.users.find(username)) throw new CognitoError('UsernameExistsException', 'User already exists');
  return attributes;
}

const signUp: Operation = async (input, context) => {
  const { pool, client } = clientOf(input, context);
  if (pool.config.adminCreateOnly) throw notAuthorized('SignUp is not permitted for this user pool');
  const username = text(input, 'Username');
  const given = attributesOf(input.UserAttributes);
  checkPassword(input.Password, pool.config.password);
  checkAttributes(pool, client, given);
  const user = newUser(pool, username, 'UNCONFIRMED', attributesAtStart(pool, username, given));
  if (user.attributes.email) user.attributes.email_verified = 'false';
  setPassword(pool, user, input.Password);
  await pool.users.save(user);
  const { email } = user.attributes;
  const delivery = email && pool.config.autoVerifyEmail ? await sendCode(context, pool, user, 'sign-up', email) : {};
  return { UserConfirmed: false, UserSub: user.sub, ...delivery };
};

const confirmSignUp: Operation = async (input, context) => {
  const { pool, client } = clientOf(input, context);
  const user = pool.users.find(text(input, 'Username'));
  const code = text(input, 'ConfirmationCode');
  if (!user) throw client.preventUserExistenceErrors ? codeExpired() : userNotFound();
  if (user.status !== 'UNCONFIRMED') throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  redeemCode(context, pool, user, 'sign-up', code);
  user.status = 'CONFIRMED';
  if (user.attributes.email) user.attributes.email_verified = 'true';
  await pool.users.save(user);
  await context.trigger(pool, user, client, 'PostConfirmation_ConfirmSignUp');
  return {};
};

const resendConfirmationCode: Operation = async (input, context) => {
  const { pool, client } = clientOf(input, context);
  const username = text(input, 'Username');
  const user = pool.users.find(username);
  if (!user?.attributes.email) {
    // The answer for an unknown address looks like any other.
    if (client.preventUserExistenceErrors) return { CodeDeliveryDetails: deliveryDetails(username) };
    throw userNotFound();
  }
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
  return sendCode(context, pool, user, 'sign-up', user.attributes.email);
};

export const signUpOperations: Record<string, Operation> = {
  SignUp: signUp,
  ConfirmSignUp: confirmSignUp,
  ResendConfirmationCode: resendConfirmationCode,
};
