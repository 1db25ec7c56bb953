import type { ReadDeps } from '../flow.ts';
import type { OrderState } from '../order-state.ts';
import type { DocumentFacts, OrderDocument } from './facts.ts';
import {
  type AmbiguousDocuments,
  findDocument,
  freeFor,
  naturalKeyOf,
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
