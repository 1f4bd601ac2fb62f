import { defineConfig } from 'vitest/config'

/** Two workers at most: the suite must not starve the servers and browsers it starts. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/kernels.mjs'],
    testTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'core', environment: 'node', include: ['test/core/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'cli',
          environment: 'node',
          include: ['test/cli/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { extends: true, test: { name: 'electron', environment: 'node', include: ['test/electron/**/*.test.ts'] } },
      { extends: true, test: { name: 'renderer', environment: 'node', include: ['test/renderer/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
