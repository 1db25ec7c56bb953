import type { CrmOrder } from '../../crm/order.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Link, LinkRef } from '../../state/links.ts';
import type { Flow, Refusal } from '../flow.ts';
import { presentDateTime } from '../onec-dates.ts';
import { DocumentVanished } from '../order/errors.ts';
import type { OrderDocument } from '../order/facts.ts';
import {
  type AmbiguousDocuments,
  findDocument,
  freeFor,
  naturalKeyOf,
  organizationsOfOthers,
  readDocument,
} from '../order/find-document.ts';
import { memoryOf, vanishedKeyOf } from '../order/order-memory.ts';
import { documentAmbiguous, orderClosed } from '../order/order-problems.ts';
import { planCancellation } from '../order/plan-cancellation.ts';
import { noteDuePosting, progressOfOthers, withDuePosting } from '../order/posting-due.ts';
import { projectDocument } from '../order/project-document.ts';
import type { DocumentPlan } from '../plan.ts';

/** An order in a cancelling status that cannot be planned as others are: without items, say, or a company's. */
export interface CancellationState {
  readonly ref: LinkRef;
  readonly number: string;
  readonly order: CrmOrder;
  readonly settings: Settings;
  readonly fingerprint: string;
  readonly link: Link | undefined;
  /** What is said of the order if 1C has no document of it. */
  readonly refusal: Refusal;
  /** The order as the cancellation leaves it. */
  readonly document?: OrderDocument;
}

type Found = OrderDocument | AmbiguousDocuments | undefined;

interface CancellationPlan extends DocumentPlan {
  readonly document: OrderDocument | undefined;
}

/**
 * A cancelling status is carried out whenever a document exists (design, decisions; R-2): that takes nothing of the order, no
 * items, customer, sums or products. Orders that can be planned as others are go through the order's own flow.
 */
export const cancellationFlow: Flow<CancellationState, Found, CancellationPlan> = {
  find: async ({ ref, order, settings, link }, deps) => {
    const site = settings.sites.find(({ code }) => code === order.site);
    const others = site === undefined ? new Set<string>() : organizationsOfOthers(site, settings.sites);
    const natural = naturalKeyOf(order, await deps.onec.release());
    return findDocument(link, natural, deps.onec, freeFor(ref, deps.holders, others));
  },

  plan: (state, found) => [planOf(state, found)],

  project: (state, { document, writes }) => {
    const projected = projectDocument(document, writes);
    return projected === undefined ? state : { ...state, document: projected };
  },

  refuse: async ({ order, link }, { document, writes }, _, { onec }) =>
    document !== undefined && (await progressOfOthers(document, writes, link, onec)) === 'closed'
      ? { skip: orderClosed(order, document) }
      : undefined,

  begin: async ({ ref, link }, { document, writes }, deps) => {
    if (document !== undefined && document.Ref_Key !== link?.key) {
      await deps.holders.take(document.Ref_Key, ref);
    }
    await noteDuePosting(ref, writes, document, link, deps);
  },

  verify: async ({ ref, link, fingerprint, ...state }, { document: before }, _, deps) => {
    const key = before?.Ref_Key ?? '';
    const document = await readDocument(key, deps.onec);
    if (document === undefined) {
      throw new DocumentVanished(key);
    }
    const { postingDue: _due, ...memory } = memoryOf(link);
    deps.assertMine();
    await deps.links.confirm(
      ref,
      key,
      { ...memory, dataVersion: document.DataVersion, fingerprint, isCancelled: true },
      vanishedKeyOf(link, key),
    );
    return {
      state: { ref, link, fingerprint, ...state, document },
      document: { key, number: document.Number, date: document.Date },
      warnings: [],
      message: `Отменён: Заказ клиента ${document.Number} от ${presentDateTime(document.Date)}. ${whyOf(state)}`,
    };
  },
};

function planOf(state: CancellationState, found: Found): CancellationPlan {
  const { ref, order, settings, link, refusal } = state;
  const nothing = {
    ref,
    writes: [],
    warnings: [],
    problems: [],
    unchanged: `Заказ ${order.number} отменён в RetailCRM, и в 1С тоже`,
    document: undefined,
  };
  if (found === undefined) {
    return { ...nothing, ...refusal };
  }
  if ('numbers' in found) {
    return { ...nothing, problems: [documentAmbiguous(order, found.numbers)] };
  }
  const current = { key: found.Ref_Key, number: found.Number, date: found.Date };
  // What is marked for deletion is as good as cancelled.
  const writes = found.DeletionMark
    ? []
    : withDuePosting(planCancellation(ref, found, settings, whyOf(state)), found, link);
  return { ...nothing, current, writes, document: found };
}

const whyOf = ({ order }: Pick<CancellationState, 'order'>): string =>
  `Заказ ${order.number} отменён в RetailCRM (статус ${order.status})`;
