import { deliveryDetails, redeemCode, sendCode } from './codes';
import { clientOf, setPassword, text, type Operation } from './context';
import { codeExpired, invalidParameter, userNotFound } from './errors';
import { checkPassword } from './password-policy';

const forgotPassword: Operation = async (input, context) => {
  const { pool, client } = clientOf(input, context);
  const username = text(input, 'Username');
  const user = pool.users.find(username);
  if (!user) {
    if (client.preventUserExistenceErrors) return { CodeDeliveryDetails: deliveryDetails(username) };
    throw userNotFound();
  }
  const { email, email_verified: verified } = user.attributes;
  if (!email || verified !== 'true' || !user.enabled) {
    if (client.preventUserExistenceErrors) return { CodeDeliveryDetails: deliveryDetails(username) };
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  return sendCode(context, pool, user, 'reset', email);
};

const confirmForgotPassword: Operation = async (input, context) => {
  const { pool, client } = clientOf(input, context);
  const user = pool.users.find(text(input, 'Username'));
  const code = text(input, 'ConfirmationCode');
  checkPassword(input.Password, pool.config.password);
  if (!user) throw client.preventUserExistenceErrors ? codeExpired() : userNotFound();
  redeemCode(context, pool, user, 'reset', code);
  setPassword(pool, user, input.Password);
  user.status = 'CONFIRMED';
  pool.limits.clear(`password ${user.username}`);
  await pool.users.save(user);
  await context.trigger(pool, user, client, 'PostConfirmation_ConfirmForgotPassword');
  return {};
};

export const recoveryOperations: Record<string, Operation> = {
  ForgotPassword: forgotPassword,
  ConfirmForgotPassword: confirmForgotPassword,
};
