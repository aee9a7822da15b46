import type { StackResource } from '../../runtime';
import { functionArn } from '../lambda/lambda-names';
import { namingProperties } from '../../template/naming-properties';
import { cognitoNames } from './cognito-names';

export const POST_CONFIRMATION = functionArn('post-confirmation');

/** A resource with the names that the runner gives it, for tests without a synthesised assembly. */
function resource(logicalId: string, type: string, properties: Record<string, unknown>): StackResource {
  const identity = { logicalId, type, stack: 'auth' };
  const name = cognitoNames[type]!({ ...identity, ...namingProperties(identity, (key) => properties[key]) });
  return {
    ...identity,
    path: logicalId,
    properties,
    ref: name.ref,
    attributes: name.attributes ?? {},
  };
}

/** The pool that Amplify synthesises for sign-up by email, with one group and a trigger. */
export function trialResources(changes: { pool?: object; client?: object } = {}): StackResource[] {
  const pool = resource('UserPool', 'AWS::Cognito::UserPool', {
    AutoVerifiedAttributes: ['email'],
    LambdaConfig: { PostConfirmation: POST_CONFIRMATION },
    Policies: {
      PasswordPolicy: {
        MinimumLength: 12,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        RequireUppercase: true,
      },
    },
    Schema: [{ Mutable: true, Name: 'email', Required: true }],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    UsernameAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    VerificationMessageTemplate: {
      EmailMessage: 'Your code is <b>{####}</b>',
      EmailSubject: 'Your code',
    },
    ...changes.pool,
  });
  const UserPoolId = pool.ref;
  return [
    pool,
    resource('Client', 'AWS::Cognito::UserPoolClient', {
      UserPoolId,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      ...changes.client,
    }),
    resource('Admins', 'AWS::Cognito::UserPoolGroup', {
      UserPoolId,
      GroupName: 'ADMINS',
      Precedence: 0,
      RoleArn: 'arn:aws:iam::000000000000:role/admins',
    }),
  ];
}
