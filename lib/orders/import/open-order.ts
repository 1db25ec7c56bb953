import type { CrmOrder } from '../../crm/order.ts';
import type { Digest } from '../../platform/digest.ts';
import type { Settings } from '../../settings/schema.ts';
import { type Link, type LinkRef, refTo } from '../../state/links.ts';
import type { CancellationState } from '../cancellation/cancellation-flow.ts';
import type { Buyer } from '../customer/buyer.ts';
import type { ReadDeps, Refusal } from '../flow.ts';
import type { MissingOrderState } from '../missing/missing-order-flow.ts';
import { findHeld, type SoughtOrder } from '../order/find-order.ts';
import { siteUnmapped } from '../order/order-problems.ts';
import type { OrderState, VersionedSettings } from '../order-state.ts';
import { type DocumentResult, refusedResult } from './document-result.ts';
import { eligibilityOf, skipOfFirst } from './eligibility.ts';
import { idReused, namingDocument, readExistingDocument } from './existing-document.ts';
import { problemOf } from './problem-of-error.ts';

/** Where the flows of an order begin, or why they do not. */
type OpenedOrder =
  | { readonly state: OrderState }
  | { readonly cancellation: CancellationState }
  | { readonly results: readonly DocumentResult[] };

type OpenDeps = Pick<ReadDeps, 'links' | 'onec' | 'digest' | 'holders' | 'dictionaries'>;

/**
 * What an order's flows begin with; import and preview alike.
 *
 * @throws whatever keeps the state table from answering, or 1C where the order is refused that it has already.
 */
export async function openOrder(
  order: CrmOrder,
  current: VersionedSettings,
  deps: OpenDeps,
): Promise<OpenedOrder> {
  const { settings } = current;
  const ref = refTo('order', order.id);
  const link = await deps.links.read(ref);
  const checked = await checkEligibility(ref, order, link, settings, deps);
  const reused = idReused(order, link);
  const begun = {
    ref,
    number: order.number,
    order,
    link,
    fingerprint: fingerprintOf(order, current.version, deps.digest),
  };
  if (reused !== undefined) {
    // The document behind the link is another order's: it is neither changed nor named.
    const refusal = 'refusal' in checked ? checked.refusal : { problems: [reused] };
    return { results: [refusedResult({ ref }, refusal)] };
  }
  if (!('refusal' in checked)) {
    return { state: { ...begun, ...checked, current } };
  }
  const { refusal } = checked;
  if (settings.statuses.some(({ crm, cancel }) => cancel && crm === order.status)) {
    return { cancellation: { ...begun, settings, refusal } };
  }
  const document = await readExistingDocument(link, deps.onec);
  return {
    results: [
      document === undefined
        ? refusedResult({ ref }, refusal)
        : refusedResult({ ref, current: document }, namingDocument(order, refusal, document)),
    ],
  };
}

type Checked = { readonly buyer: Buyer; readonly site: OrderState['site'] } | { readonly refusal: Refusal };

/** Whether the order is imported as it stands, for whom and from which site. */
async function checkEligibility(
  ref: LinkRef,
  order: CrmOrder,
  link: Link | undefined,
  settings: Settings,
  deps: OpenDeps,
): Promise<Checked> {
  const eligible = eligibilityOf(order, settings);
  if ('refusal' in eligible) {
    return eligible;
  }
  const site = settings.sites.find(({ code }) => code === order.site);
  // A create that 1C has not taken yet makes no document.
  const wait = link?.key === undefined ? waitOf(order, settings) : undefined;
  if (
    wait !== undefined &&
    !(site !== undefined && (await isHeld({ ref, order, site, link }, settings, deps)))
  ) {
    return { refusal: wait };
  }
  return site === undefined
    ? { refusal: { problems: [siteUnmapped(order)] } }
    : { buyer: eligible.buyer, site };
}

/** Whether 1C has the order already, whoever made it: what a first import waits for is no matter then (contract 3). */
async function isHeld(sought: SoughtOrder, settings: Settings, deps: OpenDeps): Promise<boolean> {
  return (await findHeld(sought, settings, deps)) !== undefined;
}

/** Why an order that 1C does not have yet is not imported now; a sum that decides and cannot be read is a reason as well. */
function waitOf(order: CrmOrder, settings: Settings): Refusal | undefined {
  try {
    const skip = skipOfFirst(order, settings);
    return skip && { skip };
  } catch (error) {
    const problem = problemOf(order, error);
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

/**
 * A short mark of everything an import decides from apart from 1C itself: the order as the CRM answered it and the
 * version of the settings. Equal marks and an unchanged `DataVersion` mean that planning again would give nothing. The order says
 * whom it is for, so that the mark is a digest under the key (design, principle 9): another key makes every order plan once more.
 */
const fingerprintOf = (order: CrmOrder, settingsVersion: number, digest: Digest): string =>
  digest('order', JSON.stringify([settingsVersion, order]));
