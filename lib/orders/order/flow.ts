import type { ReferenceFault } from '../../references/reference-faults.ts';
import { realKey } from '../../writes/references.ts';
import type { Flow } from '../flow.ts';
import { presentDateTime } from '../onec-dates.ts';
import type { CustomerOfOrder, OrderState } from '../order-state.ts';
import type { DocumentName, DocumentPlan } from '../plan.ts';
import type { Problem } from '../problems.ts';
import type { DesiredDocument } from './desired-document.ts';
import type { DocumentFacts, OrderDocument } from './facts.ts';
import { type FoundOrder, findOrder } from './find-order.ts';
import { memoryOf, type OrderMemory, vanishedKeyOf } from './order-memory.ts';
import { documentAmbiguous, documentMarked, orderClosed, orderReopened } from './order-problems.ts';
import { planCancellation } from './plan-cancellation.ts';
import { planDocument } from './plan-document.ts';
import { noteDuePosting, progressOfOthers, withDuePosting } from './posting-due.ts';
import { projectDocument } from './project-document.ts';
import { settingsProblems } from './settings-problems.ts';
import { verifyDocument } from './verify-document.ts';

/** The plan of an order's document. */
export interface OrderPlan extends DocumentPlan {
  /** Undefined if there are problems. */
  readonly desired: DesiredDocument | undefined;
  /** The document as 1C holds it now. */
  readonly document: OrderDocument | undefined;
  /** What of the settings is marked for deletion since it was looked up. */
  readonly marked: readonly ReferenceFault[];
}

/** The order itself: `Document_ЗаказКлиента`. */
export const orderFlow: Flow<OrderState, FoundOrder, OrderPlan> = {
  find: findOrder,

  plan: (state, found) => {
    const { order, link, ref } = state;
    const parked = (problems: readonly Problem[], document?: OrderDocument): readonly OrderPlan[] => [
      { ...nothing(state), ...currentOf(document), problems, document, desired: undefined, marked: [] },
    ];
    if ('ambiguous' in found) {
      return parked([documentAmbiguous(order, found.ambiguous.numbers)]);
    }
    if ('marked' in found) {
      // What is marked for deletion is as good as cancelled.
      return parked(isCancelling(state) ? [] : [documentMarked(order, found.marked)], found.marked);
    }
    const { facts } = found;
    const planned = planDocument(order, customerOf(state), facts, state.current.settings);
    if ('problems' in planned) {
      return isCancelling(state) && facts.document !== undefined
        ? [cancellation(state, facts.document)]
        : parked(planned.problems, facts.document);
    }
    const { desired, warnings } = planned;
    const writes = withDuePosting(planned.writes, facts.document, link);
    return [
      {
        ...nothing(state),
        ...currentOf(facts.document),
        ref,
        writes,
        warnings,
        desired,
        ...(desired.isMoved ? { refusedAs: 'organizationDiffers' } : {}),
        document: facts.document,
        marked: markedOf(facts, state),
      },
    ];
  },

  project: (state, { document, writes }) => {
    const projected = projectDocument(document, writes);
    return projected === undefined ? state : { ...state, document: projected };
  },

  refuse: async ({ order, site, current, link }, plan, writes, { references, onec }) => {
    const known = await references(current);
    const news = plan.marked.filter((fault) => known.every(({ path }) => path !== fault.path));
    const index = current.settings.sites.indexOf(site);
    const problems = settingsProblems(order, index, writes, [...known, ...news]);
    if (problems.length > 0) {
      return { problems };
    }
    const { document } = plan;
    // People in 1C have closed the order, so the CRM's changes of it are left out (I-24).
    if (document === undefined || (await progressOfOthers(document, plan.writes, link, onec)) !== 'closed') {
      return undefined;
    }
    const { isCancelled, dataVersion } = memoryOf(link);
    if (isCancelled !== true) {
      return { skip: orderClosed(order, document) };
    }
    return document.DataVersion === dataVersion ? undefined : { problems: [orderReopened(order, document)] };
  },

  begin: async ({ ref, link }, { document, writes }, deps) => {
    if (document !== undefined && document.Ref_Key !== link?.key) {
      await deps.holders.take(document.Ref_Key, ref);
    }
    await noteDuePosting(ref, writes, document, link, deps);
  },

  verify: async (state, plan, { keys }, deps) => {
    const { ref, link } = state;
    const key = plan.document?.Ref_Key ?? realKey(keys, deps.proposed.order(state.order.id));
    const { document, rows, warnings } = await verifyDocument(key, plan, keys, deps.onec);
    const payments = paymentsOf(state);
    // Without the fingerprint: that says that all documents of the order are done, and is remembered when they are.
    const memory: Partial<OrderMemory> = {
      customer: customerOf(state).id,
      ...(state.customer?.contact === undefined ? {} : { contact: state.customer.contact.crmId }),
      // A cancellation without the order's rows says nothing of them.
      rows: plan.desired === undefined ? (memoryOf(link).rows ?? []) : rows,
      dataVersion: document.DataVersion,
      number: state.number,
      ...(payments.length === 0 ? {} : { payments }),
      ...(isCancelling(state) ? { isCancelled: true } : {}),
    };
    deps.assertMine();
    await deps.links.confirm(ref, key, { ...memory }, vanishedKeyOf(link, key));
    return {
      state: { ...state, document, memory },
      document: nameOf(document),
      warnings,
      // What is said once has to be seen, also where nothing was written.
      isCompleted: !isImportedBefore(state) || plan.warnings.some(({ code }) => code === 'numberChanged'),
      message: `${isCancelled(document) ? 'Отменён' : 'Проведен'}: Заказ клиента ${document.Number} от ${presentDateTime(document.Date)}`,
    };
  },
};

/** A cancelled order is posted as well, with every row cancelled: «Проведен» would say the contrary of what became of it (N-11). */
const isCancelled = ({ Товары: rows }: OrderDocument): boolean =>
  rows.length > 0 && rows.every((row) => row.Отменено);

const isCancelling = ({ order, current }: OrderState): boolean =>
  current.settings.statuses.some(({ crm, cancel }) => cancel && crm === order.status);

/** A cancellation that the order itself says nothing to: its rows, say, mean no products any more. */
function cancellation(state: OrderState, document: OrderDocument): OrderPlan {
  const { ref, order, link, current } = state;
  const reason = `Заказ ${order.number} отменён в RetailCRM (статус ${order.status})`;
  const writes = planCancellation(ref, document, current.settings, reason);
  return {
    ...nothing(state),
    ...currentOf(document),
    writes: withDuePosting(writes, document, link),
    desired: undefined,
    document,
    marked: [],
  };
}

/** Nothing has to be written. @param number of the order. */
export const unchangedText = (number: string): string => `Заказ ${number} в 1С уже такой же, как в RetailCRM`;

const nothing = ({ ref, number }: OrderState): DocumentPlan => ({
  ref,
  writes: [],
  warnings: [],
  problems: [],
  unchanged: unchangedText(number),
});

const nameOf = ({ Ref_Key: key, Number: number, Date: date }: OrderDocument): DocumentName => ({
  key,
  number,
  date,
});

const currentOf = (document: OrderDocument | undefined): Pick<DocumentPlan, 'current'> =>
  document === undefined ? {} : { current: nameOf(document) };

/** The typical agreement is read with every order, so that it is noticed at once (design, decisions). */
function markedOf({ agreement }: DocumentFacts, { site, current }: OrderState): readonly ReferenceFault[] {
  const index = current.settings.sites.indexOf(site);
  return agreement?.isMarked === true
    ? [{ path: `sites[${index}].agreement`, key: agreement.key, site: index, kind: 'marked' }]
    : [];
}

/** @throws {TypeError} where no flow has said who the order is for. */
function customerOf({ customer }: OrderState): CustomerOfOrder {
  if (customer === undefined) {
    throw new TypeError('an order is planned before its customer');
  }
  return customer;
}

/**
 * The payments that have documents or are about to get one: written down before the first of them is made, since one that the
 * CRM deletes later is named nowhere else (D-17).
 */
function paymentsOf({ order, link, current: { settings } }: OrderState): readonly number[] {
  const paid = order.payments.filter(({ status }) => status === settings.codes.paid);
  const due = settings.create.payments ? paid.map(({ id }) => id) : [];
  return [...new Set([...(memoryOf(link).payments ?? []), ...due])];
}

/** Whether an import of the order was ever completed; one that was cut off may have left nothing to write. */
const isImportedBefore = ({ link }: OrderState): boolean => memoryOf(link).fingerprint !== undefined;
