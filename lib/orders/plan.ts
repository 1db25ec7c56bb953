import type { LinkRef } from '../state/links.ts';
import type { Write } from '../writes/write.ts';
import type { ParkReason, Problem, Skip, Warning } from './problems.ts';

/** What needs to be written into 1C, in this order; no writes for what 1C already holds as it is. */
export interface Plan {
  readonly writes: readonly Write[];
  readonly warnings: readonly Warning[];
}

/** The order cannot be planned; all its faults at once, and nothing may be written. */
export interface Faults {
  readonly problems: readonly [Problem, ...Problem[]];
}

/** The order's document of 1C, by its names. */
export interface DocumentName {
  readonly key: string;
  readonly number: string;
  /** 1C date-time. */
  readonly date: string;
}

/** What is to be done about one document of 1C (or one element of a catalogue); the flow that made it may keep more in it. */
export interface DocumentPlan {
  /** Whose document it is. */
  readonly ref: LinkRef;
  /** In this order; none if 1C holds it as it should be. */
  readonly writes: readonly Write[];
  readonly warnings: readonly Warning[];
  /** Why it cannot be written; all faults at once. Then nothing of it is. */
  readonly problems: readonly Problem[];
  /** The reason to park it with if 1C refuses a write, where the plan knows more of it than 1C says. */
  readonly refusedAs?: ParkReason;
  /** Why it is deliberately left as it is. */
  readonly skip?: Skip;
  /** The document as it is in 1C now, if it is. */
  readonly current?: DocumentName;
  /** What is said if nothing has to be written. Russian. */
  readonly unchanged: string;
}
