import { REGION, type LambdaService } from '../../runtime';
import type { CognitoContext, Pool } from './context';
import { CognitoError } from './errors';
import type { ClientConfig } from './pool-config';
import type { User } from './user-store';

/**
 * Calls the pool's PostConfirmation function with Cognito's event.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 * The user stays confirmed when the function fails: Cognito has confirmed before it calls.
 */
export function postConfirmationWith(lambda: LambdaService): CognitoContext['postConfirmation'] {
  return async (pool: Pool, user: User, client: ClientConfig | null, triggerSource) => {
    const { postConfirmation, id } = pool.config;
    if (!postConfirmation) return;
    const result = await lambda.invoke(
      postConfirmation,
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
        `PostConfirmation failed with error ${result.errorMessage.replace(/\.$/, '')}.`,
      );
    if (typeof result.payload !== 'object' || result.payload === null)
      throw new CognitoError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  };
}
