import { defineConfig } from 'vitest/config';

/** The tests of the mutated files, without those that start a backend. */
export default defineConfig({
  test: { include: ['amplify/domain/schedule/*.test.ts', 'amplify/functions/{schedule,workflow}/**/*.test.ts'] },
});
