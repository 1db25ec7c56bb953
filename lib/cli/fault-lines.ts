import type { Fault } from '../settings/faults.ts';

/** Faults or warnings of settings, one a line. */
export const faultLines = (faults: readonly Fault[]): string =>
  faults.map(({ path, problem }) => `  ${path} — ${problem}\n`).join('');
