/*
 * Replaces @aws-sdk/credential-provider-node in every bundle (bundling.ts). In Lambda the role's credentials are in the
 * environment. The default chain's other sources (profiles, SSO, instance metadata) do not exist there, and add 90 KB.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
