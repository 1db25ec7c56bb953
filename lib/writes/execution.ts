import type { Write } from './write.ts';

/** A write that 1C has taken. */
export interface MadeWrite {
  readonly write: Write;
  /** The real one. */
  readonly key: string;
  /** What 1C's answer called a document. */
  readonly document?: { readonly number: string; readonly date: string };
}

/**
 * What has been written so far in the course of one import. It lives outside of the call that writes, so that a write that
 * fails hides none of those before it.
 */
export interface Execution {
  /** Proposed key → key that 1C answered. */
  readonly keys: Map<string, string>;
  readonly made: MadeWrite[];
}

/** An execution that has not begun. */
export const newExecution = (): Execution => ({ keys: new Map(), made: [] });
