import { Stack } from 'aws-cdk-lib';
import type { CfnIdentityPool, CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { DeploymentSettings } from '../deployment-settings';
import { PASSWORD_POLICY } from './password-policy';

export interface AuthResources {
  cfnUserPool: CfnUserPool;
  cfnUserPoolClient: CfnUserPoolClient;
  cfnIdentityPool: CfnIdentityPool;
}

export interface UserPoolSettings extends Pick<DeploymentSettings, 'sender' | 'identity' | 'signUpEmailBySes'> {
  isSandbox: boolean;
}

/**
 * Settings that `defineAuth` cannot express: password rules, deletion protection, no guests, no hosted sign-in, the
 * sender.
 */
export function configureUserPool(auth: AuthResources, settings: UserPoolSettings): void {
  const { cfnUserPool, cfnUserPoolClient, cfnIdentityPool } = auth;
  cfnUserPool.policies = { passwordPolicy: PASSWORD_POLICY };
  cfnUserPool.deletionProtection = settings.isSandbox ? 'INACTIVE' : 'ACTIVE';
  cfnUserPoolClient.preventUserExistenceErrors = 'ENABLED';
  cfnIdentityPool.allowUnauthenticatedIdentities = false;

  // The app signs in by itself: no hosted page, so no OAuth flow and no address to redirect to.
  cfnUserPoolClient.allowedOAuthFlowsUserPoolClient = false;
  cfnUserPoolClient.allowedOAuthFlows = undefined;
  cfnUserPoolClient.allowedOAuthScopes = undefined;
  cfnUserPoolClient.callbackUrLs = undefined;

  if (settings.signUpEmailBySes) {
    // Cognito's own sender is limited to about 50 emails a day.
    cfnUserPool.emailConfiguration = {
      emailSendingAccount: 'DEVELOPER',
      from: settings.sender,
      sourceArn: Stack.of(cfnUserPool).formatArn({
        service: 'ses',
        resource: 'identity',
        resourceName: settings.identity.name,
      }),
    };
  }
}
