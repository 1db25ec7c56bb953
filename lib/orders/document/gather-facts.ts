import type { CrmOrder } from '../../crm/order.ts';
import type { OnecClient } from '../../onec/client.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Link } from '../../state/links.ts';
import type { CustomerFacts } from '../customer/facts.ts';
import type { Dictionaries } from '../dictionaries.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import type { DocumentFacts, OrderDocument, RowIdentity } from './facts.ts';
import { findAgreement, findContract } from './find-agreement.ts';
import { findGoods } from './find-goods.ts';

type Site = Settings['sites'][number];

/** What the link of an order remembers beside the key. */
export interface OrderMemory {
  /** CRM id of the customer for whom the document was last written. */
  readonly customer: number;
  readonly rows: readonly RowIdentity[];
  /** `DataVersion` after the bridge's own last write. */
  readonly dataVersion: string;
  /** Of the order and the settings that were last imported, see `fingerprint.ts`. */
  readonly fingerprint: string;
}

export interface FactSources {
  readonly onec: OnecClient;
  readonly dictionaries: Dictionaries;
  readonly proposed: ProposedKeys;
}

/**
 * Everything the plan of a document needs to know of 1C, in as few requests as possible: products, agreement and contract
 * at once, VAT rates and departments from memory.
 */
export async function gatherFacts(
  order: CrmOrder,
  site: Site,
  known: {
    readonly document: OrderDocument | undefined;
    readonly link: Link | undefined;
    readonly customer: CustomerFacts;
  },
  settings: Settings,
  sources: FactSources,
): Promise<DocumentFacts> {
  const { onec, dictionaries } = sources;
  const [goods, agreement, vatRates, departments] = await Promise.all([
    findGoods(order.items, settings, onec),
    findAgreement({ site, partner: known.customer.partner?.key, use: settings.ut.agreements }, onec),
    dictionaries.vatRates(),
    dictionaries.departments(usersOf(settings)),
  ]);
  const contract = await findContract(
    { site, counterparty: known.customer.counterparty?.key, agreement, isUsed: settings.ut.contracts },
    onec,
  );
  const memory = known.link?.memory as Partial<OrderMemory> | undefined;
  return {
    goods: goods.byItem,
    deliveryService: goods.deliveryService,
    vatRates,
    agreement,
    contract,
    departments,
    document: known.document,
    vanishedKey: known.document?.Ref_Key === known.link?.key ? undefined : known.link?.key,
    proposed: sources.proposed,
    rowIdentities: memory?.rows ?? [],
    customerOfDocument: memory?.customer,
  };
}

/** Every user that an order can get as its manager: one request for all of them serves every order. */
function usersOf(settings: Settings): readonly string[] {
  const users = settings.managers.map((manager) => manager.onec);
  return [...new Set(settings.defaultUser === null ? users : [...users, settings.defaultUser])];
}
