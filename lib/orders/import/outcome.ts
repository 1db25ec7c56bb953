import type { Write } from '../../writes/write.ts';
import type { ParkReason, Problem, Skip, SkipReason, Warning } from '../problems.ts';

/** The 1C order that an import ended in. */
export interface DocumentName {
  readonly key: string;
  readonly number: string;
  /** 1C date-time. */
  readonly date: string;
}

/** How the import of one order ended; faults that pass by themselves are not outcomes but errors. */
export type ImportOutcome =
  | ImportedOutcome
  | UnchangedOutcome
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly message: string }
  | ParkedOutcome;

/** Something was written, or an interrupted import was seen to be complete. */
export interface ImportedOutcome {
  readonly kind: 'imported';
  /** What was written and why, in order. */
  readonly writes: readonly WrittenStep[];
  readonly message: string;
  readonly document: DocumentName;
  readonly warnings: readonly Warning[];
}

/** One write as people are told of it. */
export interface WrittenStep {
  readonly action: Write['action'];
  readonly set: string;
  /** Russian. */
  readonly reason: string;
}

/** 1C held the order already as the CRM does. */
export interface UnchangedOutcome {
  readonly kind: 'unchanged';
  readonly message: string;
}

/** The order waits for a person, with every reason that was found. */
export interface ParkedOutcome {
  readonly kind: 'parked';
  readonly reason: ParkReason;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
  /** All of them; `reason` and `details` are those of the first. */
  readonly problems: readonly Pick<Problem, 'reason' | 'details'>[];
}

/** Writes as an outcome names them: without keys and bodies. */
export const stepsOf = (writes: readonly Write[]): readonly WrittenStep[] =>
  writes.map(({ action, object, reason }) => ({ action, set: object.set, reason }));

/** Leaves an order out: nothing is wrong with it. */
export const skipped = (skip: Skip): ImportOutcome => ({ kind: 'skipped', ...skip });

/** Parks with the first problem as the reason; the text names them all, so that a person mends everything in one go. */
export function parked(problems: readonly [Problem, ...Problem[]]): ParkedOutcome {
  const [first] = problems;
  return {
    kind: 'parked',
    reason: first.reason,
    message: problems.map((problem) => problem.message).join('\n'),
    details: first.details,
    problems: problems.map(({ reason, details }) => ({ reason, details })),
  };
}
