import type { BuildOptions } from 'esbuild';
import { fileURLToPath } from 'node:url';

/** esbuild's options for every function, and why: docs/decisions/0003-lambda-bundles.md. */
export const BUNDLING = {
  format: 'esm',
  target: 'node22',
  mainFields: ['module', 'main'],
  minify: true,
  alias: {
    '@aws-sdk/credential-provider-node': fileURLToPath(new URL('./lambda-credentials.ts', import.meta.url)),
    semver: fileURLToPath(new URL('./lambda-semver.ts', import.meta.url)),
  },
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
} satisfies BuildOptions;
