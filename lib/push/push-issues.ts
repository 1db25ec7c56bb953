/** Something that was due and was not done, named for people. */
export interface PushIssue {
  readonly id: string;
  readonly reason: string;
  /** Russian: what it is and what to do. */
  readonly message: string;
}

/** Something that is deliberately left out; nobody has to act. */
export type PushSkip = Pick<PushIssue, 'id' | 'reason'>;

/** What a run has left out so far. */
export interface PushIssues {
  readonly faults: PushIssue[];
  readonly skipped: PushSkip[];
}

/** Nothing is left out yet. */
export const noIssues = (): PushIssues => ({ faults: [], skipped: [] });
