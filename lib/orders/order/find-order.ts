import { isEmptyKey } from '../../onec/values.ts';
import type { Settings } from '../../settings/schema.ts';
import type { ReadDeps } from '../flow.ts';
import { findFormer } from '../former-ids.ts';
import type { OrderState } from '../order-state.ts';
import type { DocumentFacts, OrderDocument } from './facts.ts';
import {
  type AmbiguousDocuments,
  findDocument,
  freeFor,
  type IsFree,
  naturalKeyOf,
  type OrderNaturalKey,
  organizationsOfOthers,
  readDocument,
} from './find-document.ts';
import { gatherFacts } from './gather-facts.ts';
import { isCustomerOf, memoryOf } from './order-memory.ts';

/** What there is of an order: its document with all that planning needs, or why there is nothing to plan with. */
export type FoundOrder =
  | { readonly ambiguous: AmbiguousDocuments }
  | { readonly marked: OrderDocument }
  | { readonly facts: DocumentFacts };

/** Finds the order's document, and what planning it needs to know of 1C; nothing more is read of one that a person has to look at. */
export async function findOrder(state: OrderState, deps: ReadDeps): Promise<FoundOrder> {
  const { order, site, link, customer } = state;
  const { settings } = state.current;
  const found = await findHeld(state, settings, deps);
  if (found !== undefined && 'numbers' in found) {
    return { ambiguous: found };
  }
  if (found?.DeletionMark) {
    return { marked: found };
  }
  const known = { document: found, link, customer: partiesOf(state, found) ?? customer?.known };
  return { facts: await gatherFacts(order, site, known, settings, deps) };
}

/** An order, as looking for its document needs it. */
export type SoughtOrder = Pick<OrderState, 'ref' | 'order' | 'site' | 'link'>;

/**
 * The order's document in 1C, whoever made it: behind its link or by its number and date, else the one beside which the former
 * extension noted the order's id (original-import 6.1): that is continued, not doubled.
 */
export async function findHeld(
  { ref, order, site, link }: SoughtOrder,
  { sites }: Pick<Settings, 'sites'>,
  deps: Pick<ReadDeps, 'onec' | 'holders' | 'dictionaries'>,
): Promise<OrderDocument | AmbiguousDocuments | undefined> {
  const { onec, holders } = deps;
  const natural = naturalKeyOf(order, await onec.release());
  const isFree = freeFor(ref, holders, organizationsOfOthers(site, sites));
  const found = await findDocument(link, natural, onec, isFree);
  return found ?? (link?.key === undefined ? findNoted(order, natural, isFree, deps) : undefined);
}

/** A note that is known by a mere title is believed only where the document's number or day is the order's. */
async function findNoted(
  order: OrderState['order'],
  natural: OrderNaturalKey,
  isFree: IsFree,
  deps: Pick<ReadDeps, 'onec' | 'dictionaries'>,
): Promise<OrderDocument | AmbiguousDocuments | undefined> {
  const notes = await findFormer({ order: order.id }, deps);
  const documents: OrderDocument[] = [];
  for (const { key, isNamed } of notes.order) {
    const document = await readDocument(key, deps.onec);
    const isOurs =
      isNamed ||
      document?.НомерПоДаннымКлиента === natural.number ||
      document?.ДатаПоДаннымКлиента === natural.date;
    if (document !== undefined && !document.DeletionMark && isOurs && (await isFree(document))) {
      documents.push(document);
    }
  }
  return documents.length > 1 ? { numbers: documents.map((each) => each.Number) } : documents[0];
}

/** Whose agreements and contracts are looked for: whom people chose in 1C as long as the CRM names the same customer. */
function partiesOf(
  { link, customer }: OrderState,
  document: OrderDocument | undefined,
): { readonly partner: string | undefined; readonly counterparty: string | undefined } | undefined {
  if (
    document === undefined ||
    customer === undefined ||
    !isCustomerOf(customer, memoryOf(link).customer) ||
    isEmptyKey(document.Партнер_Key) ||
    isEmptyKey(document.Контрагент_Key)
  ) {
    return undefined;
  }
  return { partner: document.Партнер_Key, counterparty: document.Контрагент_Key };
}
