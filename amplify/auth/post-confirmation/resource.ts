import { defineLambda } from '../../functions/define-lambda';
import { needs } from './needs';

/** Stands in the auth stack, since the user pool refers to it; see custom/profile-registration.ts for its access. */
export const postConfirmation = defineLambda({
  name: 'post-confirmation',
  from: import.meta.url,
  entry: './handler.ts',
  needs,
  timeoutSeconds: 5,
  resourceGroupName: 'auth',
});
