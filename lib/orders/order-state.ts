import type { CrmOrder } from '../crm/order.ts';
import type { Settings } from '../settings/schema.ts';
import type { Link, LinkRef } from '../state/links.ts';
import type { Buyer } from './customer/buyer.ts';
import type { OrderDocument } from './order/facts.ts';
import type { OrderMemory } from './order/order-memory.ts';

/** Settings together with the version under which they are stored. */
export interface VersionedSettings {
  readonly version: number;
  readonly settings: Settings;
}

/** Who an order is for, in 1C. */
export interface CustomerOfOrder {
  /** What the counterparty's link is kept under: of a person the CRM id of the card. */
  readonly id: number | string;
  /** Keys; proposed ones as long as the objects are only planned. */
  readonly partner: string;
  readonly counterparty: string;
  /** For whom the order was last imported, if the CRM has merged that card into this one: the same customer. */
  readonly mergedFrom?: number | string;
  /** The contact person of a company, and the CRM id of the card; undefined for whoever has none. */
  readonly contact?: { readonly key: string; readonly crmId: number };
  /** Of those that 1C has already: nobody else's agreements, contracts and delivery points have to be looked for. */
  readonly known: { readonly partner: string | undefined; readonly counterparty: string | undefined };
}

/** An order of the CRM while its flows run: each reads what those before it left, and adds its own. */
export interface OrderState {
  /** Of the order. */
  readonly ref: LinkRef;
  readonly number: string;
  readonly order: CrmOrder;
  readonly buyer: Buyer;
  readonly site: Settings['sites'][number];
  readonly current: VersionedSettings;
  /** Of order and settings, to be remembered once the order is written (`import/open-order.ts`). */
  readonly fingerprint: string;
  /** The order's link as it was when the flows began. */
  readonly link: Link | undefined;
  readonly customer?: CustomerOfOrder;
  /** The order as 1C holds it, or in a projection as it would. */
  readonly document?: OrderDocument;
  /** What the order's link remembers since its document was read back. */
  readonly memory?: Partial<OrderMemory>;
}
