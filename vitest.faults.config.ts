import { defineConfig } from 'vitest/config';
import { common } from './vitest.config.ts';

/** The long matrices: killed at every step, lost answers, expired leases, a simulated day, on every release. */
export default defineConfig({
  test: { ...common, include: ['tests/faults/**/*.test.ts'] },
});
