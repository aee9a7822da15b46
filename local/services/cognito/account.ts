import { redeemCode, sendCode } from './codes';
import { attributesOf, setPassword, signedIn, text, type Operation } from './context';
import { emailTaken, invalidParameter, limitExceeded, wrongCredentials } from './errors';
import { checkPassword } from './password-policy';
import { checkAttributes } from './sign-up';
import { passwordMatches } from './srp';
import type { User } from './user-store';

export const attributeList = (attributes: User['attributes']) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

const getUser: Operation = async (input, context) => {
  const { user } = await signedIn(input, context);
  return { Username: user.username, UserAttributes: attributeList(user.attributes) };
};

const changePassword: Operation = async (input, context) => {
  const { pool, user } = await signedIn(input, context);
  const previous = text(input, 'PreviousPassword', 256);
  const subject = `password ${user.username}`;
  if (pool.limits.wait(subject, context.now())) throw limitExceeded();
  if (!user.password || !passwordMatches(pool.config.name, user.username, previous, user.password)) {
    pool.limits.add(subject, context.now());
    throw wrongCredentials();
  }
  checkPassword(input.ProposedPassword, pool.config.password);
  setPassword(pool, user, input.ProposedPassword);
  await pool.users.save(user);
  return {};
};

const updateUserAttributes: Operation = async (input, context) => {
  const { pool, client, user } = await signedIn(input, context);
  const given = attributesOf(input.UserAttributes);
  checkAttributes(pool, client, given, user.attributes);
  const { email: address, ...others } = given;
  Object.assign(user.attributes, others);
  const email = address && !pool.config.caseSensitive ? address.toLowerCase() : address;
  if (!email || email === user.attributes.email) {
    await pool.users.save(user);
    return { CodeDeliveryDetailsList: [] };
  }
  if (pool.users.byEmail(email)) throw emailTaken('AliasExistsException');
  if (pool.config.emailNeedsVerificationBeforeUpdate) user.pendingEmail = email;
  else Object.assign(user.attributes, { email, email_verified: 'false' });
  if (!pool.config.autoVerifyEmail) {
    await pool.users.save(user);
    return { CodeDeliveryDetailsList: [] };
  }
  const { CodeDeliveryDetails } = await sendCode(context, pool, user, 'verify-email', email);
  return { CodeDeliveryDetailsList: [CodeDeliveryDetails] };
};

const deleteUserAttributes: Operation = async (input, context) => {
  const { pool, client, user } = await signedIn(input, context);
  const names: unknown = input.UserAttributeNames;
  if (!Array.isArray(names)) throw invalidParameter('Missing required parameter UserAttributeNames');
  for (const name of names) {
    checkAttributes(pool, client, name === 'email' ? {} : { [name]: '' });
    if (pool.config.attributes.get(name)?.required)
      throw invalidParameter(`user.${name}: Attribute cannot be deleted as it is required.`);
    delete user.attributes[name];
  }
  await pool.users.save(user);
  return {};
};

function onlyEmail(name: string): void {
  if (name !== 'email') throw invalidParameter(`${name} cannot be verified by email.`);
}

const getUserAttributeVerificationCode: Operation = async (input, context) => {
  const { pool, user } = await signedIn(input, context);
  onlyEmail(text(input, 'AttributeName'));
  const to = user.pendingEmail ?? user.attributes.email;
  if (!to) throw invalidParameter('User does not have an email address.');
  return sendCode(context, pool, user, 'verify-email', to);
};

const verifyUserAttribute: Operation = async (input, context) => {
  const { pool, user } = await signedIn(input, context);
  onlyEmail(text(input, 'AttributeName'));
  redeemCode(context, pool, user, 'verify-email', text(input, 'Code'));
  const { pendingEmail } = user;
  if (pendingEmail) {
    if (pool.users.byEmail(pendingEmail)) throw emailTaken('AliasExistsException');
    user.attributes.email = pendingEmail;
    user.pendingEmail = null;
  }
  user.attributes.email_verified = 'true';
  await pool.users.save(user);
  return {};
};

const deleteUser: Operation = async (input, context) => {
  const { pool, user } = await signedIn(input, context);
  await pool.users.remove(user);
  return {};
};

const globalSignOut: Operation = async (input, context) => {
  const { pool, user } = await signedIn(input, context);
  user.sessions = [];
  await pool.users.save(user);
  return {};
};

export const accountOperations: Record<string, Operation> = {
  GetUser: getUser,
  ChangePassword: changePassword,
  UpdateUserAttributes: updateUserAttributes,
  DeleteUserAttributes: deleteUserAttributes,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
  VerifyUserAttribute: verifyUserAttribute,
  DeleteUser: deleteUser,
  GlobalSignOut: globalSignOut,
};
