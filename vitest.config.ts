import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';

/** CI adds up the results of several runs; each writes its own file. */
const run = process.env.npm_lifecycle_event?.replaceAll(':', '-') ?? 'vitest';
const reporters = process.env.CI
  ? ['default', ['json', { outputFile: `.local/test-results/${run}.json` }] as ['json', { outputFile: string }]]
  : ['default'];

/** Tests of Vue components have the component's name. They run in a simulated DOM. */
const COMPONENT_TESTS = 'src/**/[A-Z]*.test.ts';

/** `unit` runs beside the code; each of the wider suites starts a whole backend, so they run one file at a time. */
const wide = {
  fileParallelism: false,
  sequence: { groupOrder: 1 },
  testTimeout: 120_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 10_000 } },
};

/** Added by a plugin, since `--reporter` replaces the reporters of a configuration. */
const deliveryContract: Plugin = {
  name: 'delivery-contract',
  configureVitest({ vitest, project }) {
    vitest.config.reporters.push([fileURLToPath(new URL('tests/delivery/contract-reporter.ts', import.meta.url)), {}]);
    project.provide('deliveryContractIsChecked', true);
  },
};

export default defineConfig({
  plugins: [vue()],
  test: {
    reporters,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      {
        extends: true,
        plugins: [deliveryContract],
        test: {
          name: 'unit',
          include: [
            '{amplify,src,local,import,operations,vite,licences}/**/*.test.ts',
            'tests/{eval,bench,delivery,nag}/**/*.test.ts',
          ],
          exclude: [COMPONENT_TESTS],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'components',
          include: [COMPONENT_TESTS],
          environment: 'happy-dom',
          setupFiles: ['src/testing/component-setup.ts'],
          testTimeout: 30_000,
        },
      },
      { extends: true, test: { name: 'system', include: ['tests/{contract,synth,flow}/**/*.test.ts'], ...wide } },
      { extends: true, test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], ...wide } },
    ],
  },
});
