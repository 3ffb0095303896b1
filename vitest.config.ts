import { defineConfig } from 'vitest/config'

/** Rules need nothing; everything else shares one Postgres, which a run of unit tests alone never starts. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      // Rules keep no state, so their modules are loaded once for all files.
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false } },
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/{flow,contract,e2e}/**/*.test.ts'],
          globalSetup: './test/support/databases.setup.ts',
          testTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
