/*
 * Replaces semver in every bundle (bundling.ts). X-Ray compares the version of the AWS SDK v2 with it before it traces
 * that SDK. No function has the SDK v2, and semver adds 29 KB.
 */
export function gte(version: string): never {
  throw new Error(`The AWS SDK v2 (${version}) is not traced; use the clients of the SDK v3.`);
}
