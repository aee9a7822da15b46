import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/** `unit` runs beside the code; the wider suites share one machine with the local backend, so they run one file at a time. */
export default defineConfig({
  plugins: [vue()],
  test: {
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{amplify,src,local,import}/**/*.test.ts', 'tests/{eval,bench}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['tests/{contract,synth,flow}/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
