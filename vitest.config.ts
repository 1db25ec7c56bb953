import { defineConfig } from 'vitest/config';

/** What `npm test` and `npm run test:faults` have in common. */
export const common = {
  pool: 'forks',
  // By default one core is kept free, which on two cores means one file at a time.
  maxWorkers: '100%',
  // Nothing waits for a time to pass, so a limit only ends what hangs; it is far beyond what a busy machine needs. No test has
  // one of its own.
  testTimeout: 900_000,
  hookTimeout: 900_000,
} as const;

export default defineConfig({
  test: { ...common, include: ['tests/**/*.test.ts'], exclude: ['tests/bench/**', 'tests/faults/**'] },
});
