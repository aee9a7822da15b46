import { defineLambda } from '../../functions/define-lambda';
import { needs } from './needs';

/** Part of the auth stack, because the user pool refers to it. custom/profile-registration.ts grants its access. */
export const postConfirmation = defineLambda({
  name: 'post-confirmation',
  from: import.meta.url,
  entry: './handler.ts',
  needs,
  timeoutSeconds: 5,
  resourceGroupName: 'auth',
});
