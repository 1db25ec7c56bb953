import type { CrmOrder } from '../../crm/order.ts';
import type { UtClient } from '../../onec/ut/any-release.ts';
import type { Release } from '../../onec/ut/release.ts';
import { isEmptyKey } from '../../onec/values.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Link } from '../../state/links.ts';
import type { Dictionaries } from '../dictionaries.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import { findAgreement, findContract } from './agreement/find-agreement.ts';
import { findDeliveryPoints } from './delivery/find-delivery-points.ts';
import type { DeliveryPoint, DocumentFacts, OrderDocument } from './facts.ts';
import { findGoods } from './goods/find-goods.ts';
import { belongingOf } from './header/organization.ts';
import { memoryOf, vanishedKeyOf } from './order-memory.ts';
import { isShippedOrPaid } from './order-progress.ts';

type Site = Settings['sites'][number];

/** Where facts are gathered. */
export interface FactSources {
  readonly onec: UtClient;
  readonly dictionaries: Dictionaries;
  readonly proposed: ProposedKeys;
}

/**
 * Everything the plan of a document needs to know of 1C, in as few requests as possible: products, agreement and contract
 * at once, VAT rates, currencies and departments from memory.
 */
export async function gatherFacts(
  order: CrmOrder,
  site: Site,
  known: {
    readonly document: OrderDocument | undefined;
    readonly link: Link | undefined;
    /** What 1C has already of who the order is for. */
    readonly customer:
      | { readonly partner: string | undefined; readonly counterparty: string | undefined }
      | undefined;
  },
  settings: Settings,
  sources: FactSources,
): Promise<DocumentFacts> {
  const { onec, dictionaries } = sources;
  const release = await onec.release();
  const partner = known.customer?.partner;
  const [goods, agreement, vatRates, currencies, departments, deliveryPoints, isTouched] = await Promise.all([
    findGoods(order.items, settings, sources),
    findAgreement({ release, site, partner, use: settings.ut.agreements }, onec),
    dictionaries.vatRates(),
    dictionaries.currencies(),
    dictionaries.departments(usersOf(settings)),
    readDeliveryPoints(order, [partner, known.document?.Партнер_Key], release, sources),
    isShippedOrPaidElsewhere(known.document, site, settings, sources),
  ]);
  const contract = await findContract(
    { site, counterparty: known.customer?.counterparty, agreement, isUsed: settings.ut.contracts },
    onec,
  );
  const memory = memoryOf(known.link);
  return {
    release,
    goods: goods.byItem,
    deliveryService: goods.deliveryService,
    vatRates,
    currencies,
    agreement,
    contract,
    deliveryPoints,
    departments,
    document: known.document,
    vanishedKey: vanishedKeyOf(known.link, known.document?.Ref_Key),
    proposed: sources.proposed,
    rowIdentities: memory.rows ?? [],
    isShippedOrPaid: isTouched,
    numberOfDocument: memory.number,
    isCancelledByUs: memory.isCancelled === true,
    customerOfDocument: memory.customer,
    contactOfDocument: memory.contact,
  };
}

/** A closed document stays as it is in any case (I-24). */
async function isShippedOrPaidElsewhere(
  document: OrderDocument | undefined,
  site: Site,
  { sites }: Settings,
  { onec }: FactSources,
): Promise<boolean> {
  return (
    document !== undefined &&
    document.Статус !== 'Закрыт' &&
    belongingOf(document, site, sites) === 'moved' &&
    isShippedOrPaid(document, onec)
  );
}

/** Not asked for an order without an address, and never where the release has none. */
async function readDeliveryPoints(
  order: CrmOrder,
  partners: readonly (string | undefined)[],
  release: Release,
  { onec, dictionaries }: FactSources,
): Promise<readonly DeliveryPoint[] | undefined> {
  if (release.orders.address === 'inOrder' || !(await dictionaries.usesDeliveryPoints())) {
    return undefined;
  }
  const known = partners.flatMap((partner) =>
    partner === undefined || isEmptyKey(partner) ? [] : [partner],
  );
  return order.delivery.address === undefined ? [] : findDeliveryPoints(known, onec);
}

/** Every user that an order can get as its manager: one request for all of them serves every order. */
function usersOf(settings: Settings): readonly string[] {
  const users = settings.managers.map((manager) => manager.onec);
  return [...new Set(settings.defaultUser === null ? users : [...users, settings.defaultUser])];
}
