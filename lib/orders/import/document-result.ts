import type { LinkRef } from '../../state/links.ts';
import type { MadeWrite } from '../../writes/execution.ts';
import type { Write } from '../../writes/write.ts';
import type { Refusal } from '../flow.ts';
import { presentDateTime } from '../onec-dates.ts';
import type { DocumentName, DocumentPlan } from '../plan.ts';
import type { Problem, Skip, Warning } from '../problems.ts';

/** One write as people are told of it: without keys and bodies. */
export interface WrittenStep {
  readonly action: Write['action'];
  readonly set: string;
  /** Russian. */
  readonly reason: string;
}

/** Writes as people are told of them, in order. */
export const stepsOf = (writes: readonly Write[]): readonly WrittenStep[] =>
  writes.map(({ action, object, reason }) => ({ action, set: object.set, reason }));

/** What was written, and the last document among it. */
export interface Written {
  readonly writes: readonly WrittenStep[];
  readonly document?: DocumentName;
}

/** Writes that were made, as people are told of them. */
export function writtenOf(made: readonly MadeWrite[]): Written {
  const named = made.findLast(({ document }) => document !== undefined);
  return {
    writes: stepsOf(made.map(({ write }) => write)),
    ...(named?.document === undefined ? {} : { document: { key: named.key, ...named.document } }),
  };
}

/**
 * What became of one document of an order.
 *
 * - `written`: something was written, or a cut-off attempt was seen to be complete; `unchanged`: 1C held it as it should be;
 *   `skipped`: deliberately left as it is, `skip` says why; `parked`: `problems` say why.
 * - `writes`: what was written, in order; of a parked document what was written before 1C refused (N-3).
 */
export interface DocumentResult extends Written {
  readonly ref: LinkRef;
  readonly state: 'written' | 'unchanged' | 'skipped' | 'parked';
  /** Russian. */
  readonly message: string;
  readonly problems: readonly Problem[];
  readonly skip?: Skip;
  readonly warnings: readonly Warning[];
}

/** Of a document that waits for a person. @param made what was written of it before. */
export function parkedResult(
  plan: Pick<DocumentPlan, 'ref' | 'current'>,
  problems: readonly Problem[],
  made: readonly MadeWrite[] = [],
): DocumentResult {
  const written = {
    ...(plan.current === undefined ? {} : { document: plan.current }),
    ...writtenOf(made),
  };
  return {
    ref: plan.ref,
    state: 'parked',
    message: [...problems.map(({ message }) => message), ...unpostedText(problems, written)].join('\n'),
    problems,
    warnings: [],
    ...written,
  };
}

/** A document whose posting was refused stands in 1C unposted: whoever looks for it has to know its name (N-3). */
const unpostedText = (problems: readonly Problem[], { document }: Partial<Written>): readonly string[] =>
  document !== undefined && problems.some(({ reason }) => reason === 'postingRefused')
    ? [`Документ ${document.number} от ${presentDateTime(document.date)} записан в 1С, но не проведён.`]
    : [];

/** Of a document whose plan is not carried out. */
export function refusedResult(plan: Pick<DocumentPlan, 'ref' | 'current'>, refusal: Refusal): DocumentResult {
  return 'problems' in refusal ? parkedResult(plan, refusal.problems) : skippedResult(plan, refusal.skip);
}

/** Of a document that is left as it is. */
export const skippedResult = (plan: Pick<DocumentPlan, 'ref' | 'current'>, skip: Skip): DocumentResult => ({
  ref: plan.ref,
  state: 'skipped',
  message: skip.message,
  problems: [],
  skip,
  warnings: [],
  writes: [],
  ...(plan.current === undefined ? {} : { document: plan.current }),
});

/** Of a document that 1C holds as it should be. */
export const unchangedResult = (ref: LinkRef, message: string, document?: DocumentName): DocumentResult => ({
  ref,
  state: 'unchanged',
  message,
  problems: [],
  warnings: [],
  writes: [],
  ...(document === undefined ? {} : { document }),
});
