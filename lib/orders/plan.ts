import type { Write } from '../writes/write.ts';
import type { Problem, Warning } from './problems.ts';

/** What needs to be written into 1C, in this order; no writes for what 1C already holds as it is. */
export interface Plan {
  readonly writes: readonly Write[];
  readonly warnings: readonly Warning[];
}

/** The order cannot be planned; all its faults at once, and nothing may be written. */
export interface Faults {
  readonly problems: readonly [Problem, ...Problem[]];
}
