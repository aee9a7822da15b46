import { REGION, type LambdaService } from '../../runtime';
import type { CognitoContext, Pool } from './context';
import { CognitoError } from './errors';
import type { ClientConfig, ServedTrigger } from './pool-config';
import type { User } from './user-store';

/**
 * Invokes the pool's function for a trigger with Cognito's event.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html
 * If the function fails after a confirmation, the user stays confirmed, because Cognito confirms before the call. If it
 * fails at a sign-in, the sign-in fails.
 */
export function triggersWith(lambda: LambdaService): CognitoContext['trigger'] {
  return async (pool: Pool, user: User, client: ClientConfig | null, triggerSource) => {
    const { triggers, id } = pool.config;
    const name = triggerSource.split('_')[0] as ServedTrigger;
    const triggered = triggers[name];
    if (!triggered) return;
    const result = await lambda.invoke(
      triggered,
      {
        version: '1',
        region: REGION,
        userPoolId: id,
        userName: user.username,
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client?.id ?? 'CLIENT_ID_NOT_APPLICABLE' },
        triggerSource,
        request: { userAttributes: { ...user.attributes, 'cognito:user_status': user.status } },
        response: {},
      },
      { arn: 'cognito-idp.amazonaws.com', sourceArn: pool.config.arn },
    );
    if (!result.ok)
      throw new CognitoError(
        'UserLambdaValidationException',
        `${name} failed with error ${result.errorMessage.replace(/\.$/, '')}.`,
      );
    if (typeof result.payload !== 'object' || result.payload === null)
      throw new CognitoError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  };
}
