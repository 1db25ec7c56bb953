import type { CrmOrder } from '../../crm/order.ts';
import type { Settings } from '../../settings/schema.ts';
import { refTo } from '../../state/links.ts';
import { siteUnmapped } from '../document/document-problems.ts';
import type { ReadDeps, Refusal } from '../flow.ts';
import type { MissingOrderState } from '../missing/missing-order-flow.ts';
import type { OrderState, VersionedSettings } from '../order-state.ts';
import { type DocumentResult, refusedResult } from './document-result.ts';
import { eligibilityOf, skipOfFirst } from './eligibility.ts';
import { fingerprintOf } from './fingerprint.ts';
import { refusalOf } from './refusal.ts';
import { standingCustomer } from './standing-customer.ts';

/** Where the flows of an order begin, or why they do not. */
type OpenedOrder = { readonly state: OrderState } | { readonly results: readonly DocumentResult[] };

/** What an order's flows begin with; import and preview alike. @throws whatever keeps the state table from answering. */
export async function openOrder(
  order: CrmOrder,
  current: VersionedSettings,
  deps: Pick<ReadDeps, 'links' | 'onec'>,
): Promise<OpenedOrder> {
  const { settings } = current;
  const ref = refTo('order', order.id);
  const refused = (refusal: Refusal): OpenedOrder => ({ results: [refusedResult({ ref }, refusal)] });
  const eligible = eligibilityOf(order, settings);
  if ('refusal' in eligible && !isOfCustomer(eligible.refusal)) {
    return refused(eligible.refusal);
  }
  const link = await deps.links.read(ref);
  const standing =
    'person' in eligible ? eligible : await standingCustomer(order, eligible.refusal, link, settings, deps);
  if ('refusal' in standing) {
    return refused(standing.refusal);
  }
  const wait = link === undefined ? waitOf(order, settings) : undefined;
  if (wait !== undefined) {
    return refused(wait);
  }
  const site = settings.sites.find(({ code }) => code === order.site);
  if (site === undefined) {
    return refused({ problems: [siteUnmapped(order)] });
  }
  const fingerprint = fingerprintOf(order, current.version);
  return { state: { ref, number: order.number, order, ...standing, site, current, fingerprint, link } };
}

/** Nobody whom 1C could be told of: that does not matter where the document is there already. */
const isOfCustomer = (refusal: Refusal): boolean =>
  'problems' in refusal && refusal.problems.some(({ reason }) => reason === 'customerUnsupported');

/** Why an order that 1C does not have yet is not imported now; a sum that decides and cannot be read is a reason as well. */
function waitOf(order: CrmOrder, settings: Settings): Refusal | undefined {
  try {
    const skip = skipOfFirst(order, settings);
    return skip && { skip };
  } catch (error) {
    const problem = refusalOf(order, error);
    if (problem === undefined) {
      throw error;
    }
    return { problems: [problem] };
  }
}

/** What the flows of an order begin with that the CRM does not know any more. */
export async function openMissingOrder(
  orderId: number,
  settings: Settings,
  deps: Pick<ReadDeps, 'links' | 'absences'>,
): Promise<MissingOrderState> {
  const ref = refTo('order', orderId);
  const [link, absence] = await Promise.all([deps.links.read(ref), deps.absences.read(orderId)]);
  const number = link?.intent.sent.НомерПоДаннымКлиента ?? ref.id;
  return { ref, number, orderId, settings, link, absence };
}
