import { attributeList } from './account';
import { deliverMessage } from './codes';
import {
  attributesOf,
  newUser,
  poolOf,
  setPassword,
  text,
  type CognitoContext,
  type Input,
  type Operation,
} from './context';
import { CognitoError, invalidParameter, notAuthorized, userNotFound } from './errors';
import { checkPassword, temporaryPassword } from './password-policy';
import { attributesAtStart, checkAttributes } from './sign-up';
import type { User } from './user-store';

function subject(input: Input, context: CognitoContext) {
  const pool = poolOf(input, context);
  const user = pool.users.find(text(input, 'Username'));
  if (!user) throw userNotFound();
  return { pool, user };
}

const seconds = (at: number) => at / 1000;

const described = (user: User) => ({
  Username: user.username,
  Enabled: user.enabled,
  UserStatus: user.status,
  UserCreateDate: seconds(user.createdAt),
  UserLastModifiedDate: seconds(user.modifiedAt),
});

const adminCreateUser: Operation = async (input, context) => {
  const pool = poolOf(input, context);
  const username = text(input, 'Username');
  const given = attributesOf(input.UserAttributes);
  checkAttributes(pool, null, given);
  const password: unknown = input.TemporaryPassword ?? temporaryPassword(pool.config.password);
  checkPassword(password, pool.config.password);
  const user = newUser(pool, username, 'FORCE_CHANGE_PASSWORD', attributesAtStart(pool, username, given));
  setPassword(pool, user, password);
  await pool.users.save(user);
  const { email } = user.attributes;
  if (email && input.MessageAction !== 'SUPPRESS')
    await deliverMessage(context, email, pool.config.invitationEmail, { code: password, username: email });
  return { User: { ...described(user), Attributes: attributeList(user.attributes) } };
};

const adminSetUserPassword: Operation = async (input, context) => {
  const { pool, user } = subject(input, context);
  checkPassword(input.Password, pool.config.password);
  setPassword(pool, user, input.Password);
  user.status = input.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
  await pool.users.save(user);
  return {};
};

const adminConfirmSignUp: Operation = async (input, context) => {
  const { pool, user } = subject(input, context);
  if (user.status !== 'UNCONFIRMED') throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
  user.status = 'CONFIRMED';
  await pool.users.save(user);
  await context.trigger(pool, user, null, 'PostConfirmation_ConfirmSignUp');
  return {};
};

const adminGetUser: Operation = async (input, context) => {
  const { user } = subject(input, context);
  return { ...described(user), UserAttributes: attributeList(user.attributes) };
};

const adminUpdateUserAttributes: Operation = async (input, context) => {
  const { pool, user } = subject(input, context);
  const given = attributesOf(input.UserAttributes);
  checkAttributes(pool, null, given, user.attributes);
  Object.assign(user.attributes, given);
  await pool.users.save(user);
  return {};
};

const adminDeleteUser: Operation = async (input, context) => {
  const { pool, user } = subject(input, context);
  await pool.users.remove(user);
  return {};
};

const setEnabled =
  (enabled: boolean): Operation =>
  async (input, context) => {
    const { pool, user } = subject(input, context);
    user.enabled = enabled;
    await pool.users.save(user);
    return {};
  };

const adminUserGlobalSignOut: Operation = async (input, context) => {
  const { pool, user } = subject(input, context);
  user.sessions = [];
  await pool.users.save(user);
  return {};
};

function group(input: Input, context: CognitoContext) {
  const { pool, user } = subject(input, context);
  const name = text(input, 'GroupName');
  if (!pool.config.groups.has(name)) throw new CognitoError('ResourceNotFoundException', 'Group not found.');
  return { pool, user, name };
}

const adminAddUserToGroup: Operation = async (input, context) => {
  const { pool, user, name } = group(input, context);
  if (!user.groups.includes(name)) user.groups.push(name);
  await pool.users.save(user);
  return {};
};

const adminRemoveUserFromGroup: Operation = async (input, context) => {
  const { pool, user, name } = group(input, context);
  user.groups = user.groups.filter((other) => other !== name);
  await pool.users.save(user);
  return {};
};

const adminListGroupsForUser: Operation = async (input, context) => {
  const { pool, user } = subject(input, context);
  const groups = user.groups.flatMap((name) => pool.config.groups.get(name) ?? []);
  return {
    Groups: groups.map((one) => ({
      GroupName: one.name,
      UserPoolId: pool.config.id,
      Precedence: one.precedence,
      ...(one.roleArn ? { RoleArn: one.roleArn } : {}),
    })),
  };
};

/** Cognito's filter: one attribute with `=` or `^=` (prefix), such as `email = "a@b.c"`. */
function matcher(filter: unknown): (user: User) => boolean {
  if (filter === undefined || filter === '') return () => true;
  const parts = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(String(filter));
  if (!parts) throw invalidParameter('Error while parsing filter.');
  const [, name, operator, quoted] = parts;
  const value = quoted!.replace(/\\(.)/g, '$1');
  const read = (user: User) =>
    name === 'username'
      ? user.username
      : name === 'cognito:user_status'
        ? user.status
        : name === 'status'
          ? user.enabled
            ? 'Enabled'
            : 'Disabled'
          : (user.attributes[name!] ?? '');
  return (user) => (operator === '=' ? read(user) === value : read(user).startsWith(value));
}

const listUsers: Operation = async (input, context) => {
  const pool = poolOf(input, context);
  const limit = Number(input.Limit ?? 60);
  if (!(limit >= 1 && limit <= 60)) throw invalidParameter('Limit must be between 1 and 60.');
  const start = Number(Buffer.from(String(input.PaginationToken ?? ''), 'base64').toString() || 0);
  const found = pool.users.list().filter(matcher(input.Filter));
  const end = start + limit;
  return {
    Users: found.slice(start, end).map((user) => ({ ...described(user), Attributes: attributeList(user.attributes) })),
    ...(end < found.length ? { PaginationToken: Buffer.from(String(end)).toString('base64') } : {}),
  };
};

/** Operations that need AWS credentials; browsers can't call them. */
export const adminOperations: Record<string, Operation> = {
  AdminCreateUser: adminCreateUser,
  AdminSetUserPassword: adminSetUserPassword,
  AdminConfirmSignUp: adminConfirmSignUp,
  AdminGetUser: adminGetUser,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminDeleteUser: adminDeleteUser,
  AdminEnableUser: setEnabled(true),
  AdminDisableUser: setEnabled(false),
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  AdminAddUserToGroup: adminAddUserToGroup,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
  AdminListGroupsForUser: adminListGroupsForUser,
  ListUsers: listUsers,
};
