import type { OrderOutcome, OrderOutcomes } from '../journal/outcomes.ts';
import type { OrderAttempt } from '../journal/timeline.ts';
import type { DocumentResult, Written } from '../orders/import/document-result.ts';
import type { FinishedOrder } from '../orders/import/import-batch.ts';
import { BridgeError } from '../platform/errors.ts';
import { ifReadable } from '../state/stored-value.ts';

type DocumentRecord = NonNullable<OrderOutcome['documents']>[number];

/**
 * A finished import as the journal keeps it.
 *
 * @param before documents of the order in the last outcome: those that this import had nothing to say of stay as they were, so
 *   that the list names all of them.
 * @param at milliseconds since the epoch.
 */
export function finishedOutcome(
  order: FinishedOrder,
  before: readonly DocumentRecord[],
  at: number,
): OrderOutcome {
  const { outcome } = order;
  const documents = order.documents.map(documentRecord);
  const isNews = ({ kind, id }: DocumentRecord) =>
    documents.every((document) => document.kind !== kind || document.id !== id);
  return {
    orderId: order.orderId,
    at,
    readAt: order.readAt,
    settingsVersion: order.settingsVersion,
    kind: outcome.kind,
    message: outcome.message,
    details: {},
    warnings:
      outcome.kind === 'imported' ? outcome.warnings.map(({ code, message }) => ({ code, message })) : [],
    ...('reason' in outcome ? { reason: outcome.reason } : {}),
    ...(outcome.kind === 'parked'
      ? { details: { ...outcome.details }, problems: problemsOf(outcome.problems) }
      : {}),
    ...('document' in outcome ? { document: outcome.document } : {}),
    documents: [...documents, ...before.filter(isNews)],
    ...(order.number === undefined ? {} : { number: order.number }),
  };
}

function documentRecord({ ref, state, problems, skip, document }: DocumentResult): DocumentRecord {
  const reason = problems[0]?.reason ?? skip?.reason;
  return {
    ...ref,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(document === undefined ? {} : { document }),
  };
}

type ParkedProblems = Extract<FinishedOrder['outcome'], { kind: 'parked' }>['problems'];

const problemsOf = (problems: ParkedProblems) =>
  problems.map(({ reason, details }) => ({ reason, details: { ...details } }));

/** A failure that has been counted, and whether it is tried again or waits for a person. */
export interface CountedFailure {
  readonly orderId: number;
  readonly error: unknown;
  /** Failed attempts since the last finished one, by the code of the error, this one included. */
  readonly tries: Readonly<Record<string, number>>;
  /** Reason of the parking; undefined if the order is tried again. */
  readonly parkedAs: string | undefined;
  /** What was written before it failed. */
  readonly written: Written;
  /** Documents of the order in the last outcome. */
  readonly documents: readonly DocumentRecord[];
}

/** The code under which failures are counted: the error's own, or one for all that nobody foresaw. */
export const failureCode = (error: unknown): string =>
  error instanceof BridgeError ? error.code : 'unexpected';

/** A failed attempt as the journal keeps it. @param at milliseconds since the epoch. */
export function failedOutcome(
  { orderId, error, tries, parkedAs, written, documents }: CountedFailure,
  at: number,
): OrderOutcome {
  return {
    orderId,
    at,
    kind: parkedAs === undefined ? 'failed' : 'parked',
    reason: parkedAs ?? failureCode(error),
    message: error instanceof BridgeError ? error.advice : UNFORESEEN,
    details: parkedAs === undefined ? {} : { code: failureCode(error) },
    warnings: [],
    tries: { ...tries },
    ...(written.document === undefined ? {} : { document: written.document }),
    ...(documents.length === 0 ? {} : { documents: [...documents] }),
  };
}

const UNFORESEEN =
  'Неожиданная ошибка обмена. Загрузка повторится; если заказ отложен, передайте разработчику записи журнала о нём и повторите загрузку командой failed retry.';

/** The attempt that ended in an outcome, for the order's timeline. @param writes what was written in it, in order. */
export function attemptOf(
  outcome: OrderOutcome,
  sentAt: number | undefined,
  writes: Written['writes'],
): OrderAttempt {
  const { orderId, at, kind, message, warnings, reason, readAt, settingsVersion, document } = outcome;
  return {
    orderId,
    at,
    kind,
    message,
    warnings,
    writes: writes.map((write) => ({ ...write })),
    ...(reason === undefined ? {} : { reason }),
    ...(readAt === undefined ? {} : { readAt }),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(settingsVersion === undefined ? {} : { settingsVersion }),
    ...(document === undefined ? {} : { document }),
  };
}

/** When the CRM read behind the last finished import of each order began. */
export async function lastReads(
  outcomes: Pick<OrderOutcomes, 'read'>,
  orderIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const found = await Promise.all(orderIds.map((orderId) => ifReadable(outcomes.read(orderId))));
  return new Map(
    found.flatMap((outcome) =>
      outcome?.readAt === undefined ? [] : [[outcome.orderId, outcome.readAt] as const],
    ),
  );
}
