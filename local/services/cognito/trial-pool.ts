import type { InvokeResult, Resource, Runtime } from '../../runtime';
import { cognitoNaming } from './naming';

/** A resource named as the runner names it, for tests that need no synthesised assembly. */
export function resource(logicalId: string, type: string, properties: Record<string, unknown>): Resource {
  const property = (name: string) => properties[name];
  const name = cognitoNaming[type]!({ logicalId, type, stack: 'auth', property });
  return {
    logicalId,
    type,
    stack: 'auth',
    path: logicalId,
    properties,
    ref: name.ref,
    attributes: name.attributes ?? {},
  };
}

/** The pool that Amplify synthesises for sign-up by email, with one group and a trigger. */
export function trialResources(changes: { pool?: object; client?: object } = {}): Resource[] {
  const pool = resource('UserPool', 'AWS::Cognito::UserPool', {
    AutoVerifiedAttributes: ['email'],
    LambdaConfig: { PostConfirmation: 'arn:aws:lambda:eu-central-1:000000000000:function:post-confirmation' },
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

export interface Invocation {
  fn: string;
  payload: any;
  principal: string;
}

/** The part of the runtime that Cognito uses; functions answer what `respond` says and are recorded. */
export function trialRuntime(
  resources: Resource[],
  stateDir: string,
  respond: (invocation: Invocation) => InvokeResult = ({ payload }) => ({ ok: true, payload }),
) {
  const invocations: Invocation[] = [];
  const notices: string[] = [];
  const runtime: Pick<Runtime, 'byType' | 'stateDir' | 'lambda' | 'events'> = {
    byType: (type) => resources.filter((one) => one.type === type),
    stateDir,
    lambda: {
      async invoke(fn, payload, { arn }) {
        const invocation = { fn, payload, principal: arn };
        invocations.push(invocation);
        return respond(invocation);
      },
    },
    events: {
      append: (event) => void ('message' in event && notices.push(event.message)),
      list: () => [],
      subscribe: () => () => undefined,
    },
  };
  return { runtime, invocations, notices };
}
