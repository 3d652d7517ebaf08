import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['./packages/testkit/src/postgres-setup.ts'],
    // Test machines are small and noisy: two files at a time, and patience.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'code', include: ['{packages/*,examples,tools,bench}/**/*.test.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          name: 'deploy',
          include: ['deploy/test/**/*.test.ts'],
          // Whole installations: they mostly wait, so two at a time as well. Projects of one group go by their names,
          // so these come after the code that they install.
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['e2e/**/*.test.ts'],
          // One browser at a time, after everything else: it and the server it visits fill two cores.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
