import type { CrmOrder } from '../../crm/order.ts';
import { fitBody } from '../../onec/ut/fit-body.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Release } from '../../onec/ut/release.ts';
import type { ReadDeps } from '../flow.ts';
import { onecDay } from '../onec-dates.ts';
import type { OrderState } from '../order-state.ts';
import type { DocumentFacts, OrderDocument } from './facts.ts';
import {
  type AmbiguousDocuments,
  findDocument,
  freeFor,
  type OrderNaturalKey,
  organizationsOfOthers,
} from './find-document.ts';
import { gatherFacts } from './gather-facts.ts';

/** What there is of an order: its document with all that planning needs, or why there is nothing to plan with. */
export type FoundOrder =
  | { readonly ambiguous: AmbiguousDocuments }
  | { readonly marked: OrderDocument }
  | { readonly facts: DocumentFacts };

/** Finds the order's document, and what planning it needs to know of 1C; nothing more is read of one that a person has to look at. */
export async function findOrder(state: OrderState, deps: ReadDeps): Promise<FoundOrder> {
  const { order, site, link, customer } = state;
  const { settings } = state.current;
  const found = await findDocument(
    link,
    naturalKeyOf(order, await deps.onec.release()),
    deps.onec,
    freeFor(state.ref, deps.holders, organizationsOfOthers(site, settings.sites)),
  );
  if (found !== undefined && 'numbers' in found) {
    return { ambiguous: found };
  }
  if (found?.DeletionMark) {
    return { marked: found };
  }
  const known = { document: found, link, customer: customer?.known };
  return { facts: await gatherFacts(order, site, known, settings, deps) };
}

/** As the order's document has it: 1C holds only the beginning of a long number. */
function naturalKeyOf(order: CrmOrder, release: Release): OrderNaturalKey {
  const { body } = fitBody(release, заказКлиента.set, { НомерПоДаннымКлиента: order.number });
  return { number: body.НомерПоДаннымКлиента, date: onecDay(order.createdAt) };
}
