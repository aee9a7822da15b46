/*
 * Replaces @aws-sdk/credential-provider-node in every bundle (bundling.ts). In Lambda the role's credentials are in the
 * environment. The default chain's other sources (profiles, SSO, instance metadata) do not exist there, and add 90 KB.
 */
// eslint-disable-next-line no-restricted-syntax -- the module exists to re-export (decision 0027)
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
