import type { LinkKind } from '../state/links.ts';
import type { Problem, Warning } from './problems.ts';

/** A new object in 1C. Later writes refer to it by `proposedKey`; acting puts in the key that 1C really answered. */
export interface CreateWrite {
  readonly action: 'create';
  readonly object: LinkKind;
  readonly crmId: number;
  readonly set: string;
  readonly proposedKey: string;
  /** Key under which the object was linked before it vanished from 1C. */
  readonly vanishedKey: string | undefined;
  /** The natural key exactly as it is sent: what a repeated attempt searches (design, decisions). */
  readonly sent: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Why, in Russian; shown in previews and in the order's timeline. */
  readonly reason: string;
}

/**
 * A small object beside the document, found again by what it says before every plan, so that it needs no link: 1C chooses
 * its key, and `proposedKey` only stands for it in the writes after it.
 */
export interface AddWrite {
  readonly action: 'add';
  readonly set: string;
  readonly proposedKey: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** A change of an object that exists: only what differs. */
export interface UpdateWrite {
  readonly action: 'update';
  readonly object: LinkKind;
  readonly set: string;
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** Posting of a document, never operational. */
export interface PostWrite {
  readonly action: 'post';
  readonly set: string;
  readonly key: string;
  readonly reason: string;
}

/** One step of a plan. */
export type PlannedWrite = CreateWrite | AddWrite | UpdateWrite | PostWrite;

/** Everything that one order needs written into 1C, in this order; empty for an order that 1C already holds as it is. */
export interface Plan {
  readonly writes: readonly PlannedWrite[];
  readonly warnings: readonly Warning[];
}

/** The order cannot be planned; all its faults at once, and nothing may be written. */
export interface Refusal {
  readonly problems: readonly [Problem, ...Problem[]];
}
