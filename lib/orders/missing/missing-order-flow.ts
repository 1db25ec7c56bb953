import type { Settings } from '../../settings/schema.ts';
import type { Absence } from '../../state/absences.ts';
import type { Link, LinkRef } from '../../state/links.ts';
import type { Flow, ReadDeps } from '../flow.ts';
import { DocumentVanished } from '../order/errors.ts';
import type { OrderDocument } from '../order/facts.ts';
import { type AmbiguousDocuments, findDocument, freeFor, readDocument } from '../order/find-document.ts';
import { memoryOf } from '../order/order-memory.ts';
import { planCancellation } from '../order/plan-cancellation.ts';
import { noteDuePosting, progressOfOthers, withDuePosting } from '../order/posting-due.ts';
import { projectDocument } from '../order/project-document.ts';
import type { DocumentPlan } from '../plan.ts';
import type { Skip, Warning } from '../problems.ts';
import { missingText, type OrderRemains } from './missing-text.ts';

/** An order that the CRM does not know, and what is kept of it. */
export interface MissingOrderState {
  readonly ref: LinkRef;
  readonly number: string;
  readonly orderId: number;
  readonly settings: Pick<Settings, 'deletedOrders' | 'cancelReason'>;
  readonly link: Link | undefined;
  /** What the history said of it. */
  readonly absence: Absence | undefined;
  /** The order as the cancellation leaves it. */
  readonly document?: OrderDocument;
}

type Found = OrderDocument | AmbiguousDocuments | undefined;

/** The cancellation of what is left of an order. */
interface MissingOrderPlan extends DocumentPlan {
  readonly remains: OrderRemains | undefined;
}

/**
 * An order that the CRM does not know (I-12, `deletedOrders`):
 *
 * - An order that was never imported is no business of 1C's.
 * - A document is cancelled only if the history said that its order was deleted or merged: an order may also be out of sight
 *   because the key has lost a shop (retailcrm-api 2.1).
 * - What is shipped or closed is never cancelled but reported: goods that left need a return, which a person decides.
 */
export const missingOrderFlow: Flow<MissingOrderState, Found, MissingOrderPlan> = {
  find: async ({ link }, deps) => link && documentOf(link, deps),

  plan: (state, found) => [planOf(state, found)],

  project: (state, { remains, writes }) => {
    const document = projectDocument(remains?.document, writes);
    return document === undefined ? state : { ...state, document };
  },

  refuse: async (state, { remains, writes }, _, { onec }) => {
    if (remains === undefined) {
      return undefined;
    }
    const progress = await progressOfOthers(remains.document, writes, state.link, onec);
    if (progress !== 'open') {
      return { skip: skipOf(state, missingText.tooLate(remains, progress)) };
    }
    return state.settings.deletedOrders === 'report'
      ? { skip: skipOf(state, missingText.leftToPeople(remains)) }
      : undefined;
  },

  begin: ({ ref, link }, { remains, writes }, deps) =>
    noteDuePosting(ref, writes, remains?.document, link, deps),

  verify: async (state, { remains, writes }, _, deps) => {
    if (remains === undefined || writes.length === 0) {
      return { state, warnings: [], message: '' };
    }
    const { Ref_Key: key } = remains.document;
    const document = await readDocument(key, deps.onec);
    if (document === undefined) {
      throw new DocumentVanished(key);
    }
    // Without the fingerprint: should the order come back, it is compared with 1C anew.
    const { fingerprint: _fingerprint, postingDue: _postingDue, ...memory } = memoryOf(state.link);
    deps.assertMine();
    await deps.links.confirm(state.ref, key, {
      ...memory,
      dataVersion: document.DataVersion,
      isCancelled: true,
    });
    return {
      state,
      document: { key, number: document.Number, date: document.Date },
      warnings: whatIsLeft(state, document),
      message: missingText.cancelled({ ...remains, document }),
    };
  },
};

function planOf(state: MissingOrderState, found: Found): MissingOrderPlan {
  const { orderId, absence, link } = state;
  if (link === undefined || found === undefined) {
    const text =
      absence === undefined ? missingText.unknown(orderId) : missingText.nothingInOnec(orderId, absence);
    return leave(state, text);
  }
  if ('numbers' in found) {
    return leave(state, missingText.severalDocuments(orderId, found.numbers));
  }
  const remains: OrderRemains = { orderId, absence, document: found };
  if (found.DeletionMark) {
    return leave(state, missingText.markedForDeletion(remains));
  }
  const cancellation = planCancellation(state.ref, found, state.settings, missingText.why(remains));
  const writes = withDuePosting(cancellation, found, link);
  return writes.length > 0 && absence === undefined
    ? leave(state, missingText.outOfSight(remains))
    : {
        ...nothing(state),
        writes,
        remains,
        current: { key: found.Ref_Key, number: found.Number, date: found.Date },
        unchanged: missingText.cancelledAlready(remains),
      };
}

const nothing = ({ ref }: MissingOrderState): MissingOrderPlan => ({
  ref,
  writes: [],
  warnings: [],
  problems: [],
  unchanged: '',
  remains: undefined,
});

const leave = (state: MissingOrderState, message: string): MissingOrderPlan => ({
  ...nothing(state),
  skip: skipOf(state, message),
});

const skipOf = ({ absence }: MissingOrderState, message: string): Skip => ({
  reason: absence === undefined ? 'orderAbsent' : REASONS[absence.kind],
  message,
});

const REASONS = { deleted: 'orderDeleted', merged: 'orderMerged' } as const;

/** What 1C did not take over of a cancellation: it silently ignores what it does not know (onec-odata A7). */
function whatIsLeft({ ref, settings }: MissingOrderState, document: OrderDocument): readonly Warning[] {
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
  { onec, holders }: Pick<ReadDeps, 'onec' | 'holders'>,
): ReturnType<typeof findDocument> {
  const { НомерПоДаннымКлиента: number, ДатаПоДаннымКлиента: date } = link.intent.sent;
  return link.key !== undefined || number === undefined || date === undefined
    ? readDocument(link.key ?? link.intent.proposedKey, onec)
    : findDocument(link, { number, date }, onec, freeFor(link.ref, holders, UNKNOWN_SHOP));
}
