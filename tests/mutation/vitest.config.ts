import { defineConfig } from 'vitest/config';

/** The tests that stand for the mutated files; nothing that starts a backend. */
export default defineConfig({
  test: { include: ['amplify/domain/schedule/*.test.ts', 'amplify/functions/{schedule,workflow}/**/*.test.ts'] },
});
