import type { Settings } from '../../settings/schema.ts';
import type { Absence, Absences } from '../../state/absences.ts';
import { type Link, type LinkRef, refTo } from '../../state/links.ts';
import { execute, type WriteDeps } from '../../writes/execute.ts';
import { newExecution } from '../../writes/execution.ts';
import type { Write } from '../../writes/write.ts';
import type { OrderDocument } from '../document/facts.ts';
import { findDocument, freeFor, readDocument } from '../document/find-document.ts';
import { memoryOf } from '../document/order-memory.ts';
import { planCancellation } from '../document/plan-cancellation.ts';
import type { Warning } from '../problems.ts';
import { absenceText, type OrderRemains } from './absence-text.ts';
import { type ImportOutcome, skipped, stepsOf } from './outcome.ts';
import { noteDuePosting, progressOfOthers, withDuePosting } from './posting-due.ts';
import { DocumentVanished } from './settle.ts';
import { parkedIfRefused } from './verdicts.ts';

/** What settling a missing order needs: the means to write, and what the history said of it. */
export interface AbsentDeps extends WriteDeps {
  readonly absences: Pick<Absences, 'read'>;
}

type AbsenceSettings = Pick<Settings, 'deletedOrders' | 'cancelReason'>;

/** What is to become of an order that the CRM does not know: nothing, or the cancellation of its document. */
export type AbsenceDecision =
  | { readonly outcome: ImportOutcome }
  | { readonly writes: readonly Write[]; readonly remains: OrderRemains; readonly link: Link };

/**
 * Decides about an order that the CRM does not know (I-12, `deletedOrders`); writes nothing.
 *
 * - An order that was never imported is no business of 1C's.
 * - A document is cancelled only if the history said that its order was deleted or merged: an order may also be out of sight
 *   because the key has lost a shop (retailcrm-api 2.1).
 * - What is shipped or closed is never cancelled but reported: goods that left need a return, which a person decides.
 */
export async function decideAbsence(
  orderId: number,
  settings: AbsenceSettings,
  deps: Pick<AbsentDeps, 'absences' | 'links' | 'holders' | 'onec'>,
): Promise<AbsenceDecision> {
  const [link, absence] = await Promise.all([
    deps.links.read(refTo('order', orderId)),
    deps.absences.read(orderId),
  ]);
  const found = link && (await documentOf(link, deps));
  if (link === undefined || found === undefined) {
    const text =
      absence === undefined ? absenceText.unknown(orderId) : absenceText.nothingInOnec(orderId, absence);
    return leave(reasonOf(absence), text);
  }
  if ('numbers' in found) {
    return leave(reasonOf(absence), absenceText.severalDocuments(orderId, found.numbers));
  }
  const remains: OrderRemains = { orderId, absence, document: found };
  if (found.DeletionMark) {
    return leave(reasonOf(absence), absenceText.markedForDeletion(remains));
  }
  const writes = withDuePosting(
    planCancellation(link.ref, found, settings, absenceText.why(remains)),
    found,
    link,
  );
  if (writes.length === 0) {
    return { outcome: { kind: 'unchanged', message: absenceText.cancelledAlready(remains) } };
  }
  if (absence === undefined) {
    return leave('orderAbsent', absenceText.outOfSight(remains));
  }
  const progress = await progressOfOthers(found, writes, link, deps.onec);
  if (progress !== 'open') {
    return leave(reasonOf(absence), absenceText.tooLate(remains, progress));
  }
  return settings.deletedOrders === 'report'
    ? leave(reasonOf(absence), absenceText.leftToPeople(remains))
    : { writes, remains, link };
}

/**
 * Does what {@link decideAbsence} decides. The caller holds the order's lease.
 *
 * @throws a retryable error if 1C or the state table is in the way; a repeated call goes on where this one stopped.
 */
export async function settleAbsence(
  orderId: number,
  settings: AbsenceSettings,
  deps: AbsentDeps,
): Promise<ImportOutcome> {
  const decision = await decideAbsence(orderId, settings, deps);
  if ('outcome' in decision) {
    return decision.outcome;
  }
  const { writes, remains, link } = decision;
  return parkedIfRefused({ number: remains.document.НомерПоДаннымКлиента }, async () => {
    await noteDuePosting(link.ref, writes, remains.document, link, deps);
    await execute(writes, newExecution(), deps);
    return confirmCancellation(remains, link, writes, settings, deps);
  });
}

/** Reads the document back: 1C silently ignores what it does not know (onec-odata A7), so only what is read back counts. */
async function confirmCancellation(
  remains: OrderRemains,
  link: Link,
  writes: readonly Write[],
  settings: AbsenceSettings,
  deps: AbsentDeps,
): Promise<ImportOutcome> {
  const { Ref_Key: key } = remains.document;
  const document = await readDocument(key, deps.onec);
  if (document === undefined) {
    throw new DocumentVanished(key);
  }
  // Without the fingerprint: should the order come back, it is compared with 1C anew.
  const { fingerprint: _, postingDue: __, ...memory } = memoryOf(link);
  deps.assertMine();
  await deps.links.confirm(link.ref, key, { ...memory, dataVersion: document.DataVersion });
  return {
    kind: 'imported',
    message: absenceText.cancelled({ ...remains, document }),
    writes: stepsOf(writes),
    document: { key, number: document.Number, date: document.Date },
    warnings: whatIsLeft(link.ref, document, settings),
  };
}

function whatIsLeft(ref: LinkRef, document: OrderDocument, settings: AbsenceSettings): readonly Warning[] {
  return planCancellation(ref, document, settings, '').length === 0
    ? []
    : [
        {
          code: 'documentDiffers',
          message: `1С сохранила отмену документа ${document.Number} не так, как она была отправлена. Проверьте документ.`,
        },
      ];
}

/** Whose order it was nobody says any more, so no organisation is known to be another shop's. */
const UNKNOWN_SHOP: ReadonlySet<string> = new Set();

/** Behind a confirmed link lies one document or none; behind an intent, what an interrupted create may have left. */
function documentOf(
  link: Link,
  { onec, holders }: Pick<AbsentDeps, 'onec' | 'holders'>,
): ReturnType<typeof findDocument> {
  const { НомерПоДаннымКлиента: number, ДатаПоДаннымКлиента: date } = link.intent.sent;
  return link.key !== undefined || number === undefined || date === undefined
    ? readDocument(link.key ?? link.intent.proposedKey, onec)
    : findDocument(link, { number, date }, onec, freeFor(link.ref, holders, UNKNOWN_SHOP));
}

function reasonOf(absence: Absence | undefined): 'orderAbsent' | 'orderDeleted' | 'orderMerged' {
  if (absence === undefined) {
    return 'orderAbsent';
  }
  return absence.kind === 'merged' ? 'orderMerged' : 'orderDeleted';
}

const leave = (reason: ReturnType<typeof reasonOf>, message: string): AbsenceDecision => ({
  outcome: skipped({ reason, message }),
});
