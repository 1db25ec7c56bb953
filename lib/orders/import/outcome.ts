import type { DocumentName } from '../plan.ts';
import type { ParkReason, Problem, SkipReason, Warning } from '../problems.ts';
import type { DocumentResult, WrittenStep } from './document-result.ts';

/** How the import of one order ended; faults that pass by themselves are not outcomes but errors. */
export type ImportOutcome = ImportedOutcome | UnchangedOutcome | SkippedOutcome | ParkedOutcome;

/** Something was written, or an interrupted import was seen to be complete. */
export interface ImportedOutcome {
  readonly kind: 'imported';
  /** What was written and why, in order. */
  readonly writes: readonly WrittenStep[];
  readonly message: string;
  readonly document?: DocumentName;
  readonly warnings: readonly Warning[];
}

/** 1C held the order already as the CRM does. */
export interface UnchangedOutcome {
  readonly kind: 'unchanged';
  readonly message: string;
}

/** The order was deliberately left out. */
export interface SkippedOutcome {
  readonly kind: 'skipped';
  readonly reason: SkipReason;
  readonly message: string;
}

/** The order, or a document of it, waits for a person, with every reason that was found. */
export interface ParkedOutcome {
  readonly kind: 'parked';
  readonly reason: ParkReason;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
  /** All of them; `reason` and `details` are those of the first. */
  readonly problems: readonly Pick<Problem, 'reason' | 'details'>[];
  /** What was written all the same, in order: before 1C refused, or of other documents (N-3). */
  readonly writes: readonly WrittenStep[];
  readonly document?: DocumentName;
}

/**
 * The outcome of an order as a whole: parked if any document of it is, with all their problems, so that a person mends
 * everything in one go; else imported if anything was written; else what became of the order's own document.
 *
 * @param results of its documents; never none.
 */
export function outcomeOf(results: readonly DocumentResult[]): ImportOutcome {
  const own = results.find(({ ref }) => ref.kind === 'order');
  const writes = results.flatMap((result) => result.writes);
  const parked = results.filter(({ state }) => state === 'parked');
  const [first] = parked.flatMap(({ problems }) => problems);
  if (first !== undefined) {
    return {
      kind: 'parked',
      reason: first.reason,
      message: linesOf(parked),
      details: first.details,
      problems: parked.flatMap(({ problems }) =>
        problems.map(({ reason, details }) => ({ reason, details })),
      ),
      writes,
      ...documentOf(own),
    };
  }
  const written = results.filter(({ state }) => state === 'written');
  if (written.length > 0) {
    const documents = written.filter(({ ref }) => ref.kind !== 'partner' && ref.kind !== 'contact');
    return {
      kind: 'imported',
      writes,
      message: linesOf(documents.length > 0 ? documents : written),
      ...documentOf(own),
      warnings: results.flatMap(({ warnings }) => warnings),
    };
  }
  return own?.skip === undefined
    ? { kind: 'unchanged', message: linesOf(own === undefined ? results : [own]) }
    : { kind: 'skipped', ...own.skip };
}

const documentOf = (own: DocumentResult | undefined): Pick<DocumentResult, 'document'> =>
  own?.document === undefined ? {} : { document: own.document };

const linesOf = (results: readonly DocumentResult[]): string =>
  results.map(({ message }) => message).join('\n');
