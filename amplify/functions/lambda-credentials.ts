/*
 * Stands in for @aws-sdk/credential-provider-node in every bundle (define-lambda.ts). In Lambda the role's credentials
 * are in the environment; the default chain's other sources (profiles, SSO, instance metadata) can't apply there and
 * weigh 90 KB.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
