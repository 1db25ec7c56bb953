import type { EntityOf, RowOf, WireOf } from '../../onec/ut/describe.ts';
import type { доставка25 } from '../../onec/ut/objects/delivery-points.ts';
import type { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Release } from '../../onec/ut/release.ts';
import type { Sourced } from '../../writes/sources.ts';
import type { VatRateFact } from '../dictionary-facts.ts';
import type { ProposedKeys } from '../proposed-keys.ts';

/** The order in the vocabulary of 11.5.20, and what newer releases have beside it where the base has it. */
export type OrderDocument = EntityOf<typeof заказКлиента> & Partial<WireOf<typeof доставка25>>;
/** Properties of the order's header that the bridge decides. */
export type HeaderFields = {
  readonly [Name in keyof Omit<OrderDocument, 'Товары' | 'ЭтапыГрафикаОплаты'>]?: OrderDocument[Name];
};

/** Some of them, and where they come from. */
export type HeaderPart = Sourced<HeaderFields>;

/** A row of the order's Товары. */
export type OrderRow = RowOf<(typeof заказКлиента)['tables']['Товары']>;
/** A row of the order's ЭтапыГрафикаОплаты. */
export type PaymentStage = RowOf<(typeof заказКлиента)['tables']['ЭтапыГрафикаОплаты']>;

/** An element of 1C's Номенклатура that an offer of the CRM means. */
export interface Good {
  readonly key: string;
  /** Empty key if the offer names none. */
  readonly characteristic: string;
  readonly name: string;
  /** Услуга or Работа: no warehouse, no stock. */
  readonly isService: boolean;
  readonly vatRateKey: string;
}

/** Why an offer of the CRM means no element of 1C. */
export type NoGoodReason =
  | 'absent'
  | 'marked'
  | 'folder'
  | 'set'
  | 'ambiguous'
  | 'noCharacteristic'
  | 'malformed'
  | 'noId'
  | 'noOffer';

/** An offer of the CRM that means no element of 1C, and why. */
export interface NoGood {
  readonly missing: NoGoodReason;
}

/** The agreement with the client as far as the order takes something from it (original-import 6.3). */
export interface AgreementFact {
  readonly key: string;
  /** Marked for deletion; only the one that the settings name can be, another one is not chosen then. */
  readonly isMarked: boolean;
  readonly operation: string;
  readonly settlementOrder: string;
  readonly paymentForm: string;
  readonly paymentSchedule: string;
  readonly usesContracts: boolean;
  /** Its own payment stages; those of its schedule where it has none and orders have to carry them. */
  readonly stages: readonly AgreementStage[];
  /** What an order of this release takes over beyond 11.5.20 ({@link Release.orders}). */
  readonly ofRelease: Readonly<Record<string, string>>;
}

/** A payment stage that an agreement or a schedule prescribes. */
export interface AgreementStage {
  readonly option: PaymentStage['ВариантОплаты'];
  readonly countedFrom: PaymentStage['ВариантОтсчета'];
  /** Days between the date that it is counted from and the payment. */
  readonly days: number;
  /** Hundredths of a percent. */
  readonly share: number;
}

/** An element of 1C's ТочкиДоставки. */
export interface DeliveryPoint {
  readonly key: string;
  /** Key of the partner whose point it is. */
  readonly owner: string;
  readonly address: string;
}

/** How a CRM item and its row in 1C know each other; kept with the order's link (design, row identity). */
export interface RowIdentity {
  /** CRM item id; `delivery` for the delivery row. */
  readonly item: number | 'delivery';
  /** `ИдентификаторСтроки`, empty where 1C keeps none. */
  readonly row: string;
  /** `КодСтроки`. */
  readonly code: string;
}

/** What 1C and the state table hold as far as one order's document is concerned; gathered before anything is decided. */
export interface DocumentFacts {
  /** The release of the base: what its orders can hold. */
  readonly release: Release;
  /** By CRM item id. */
  readonly goods: ReadonlyMap<number, Good | NoGood>;
  /** The service of the delivery row; undefined if 1C does not know it. */
  readonly deliveryService: Good | undefined;
  readonly vatRates: readonly VatRateFact[];
  /** Numeric codes of ISO 4217 by key of the currency. */
  readonly currencies: ReadonlyMap<string, string>;
  readonly agreement: AgreementFact | undefined;
  readonly contract: string | undefined;
  /** Of the order's partners; undefined where the base keeps no delivery points and an address stands in the order alone. */
  readonly deliveryPoints: readonly DeliveryPoint[] | undefined;
  /** Department by user key. */
  readonly departments: ReadonlyMap<string, string>;
  /** The order as 1C holds it, if it does. */
  readonly document: OrderDocument | undefined;
  /** Key under which the order was linked before its document vanished from 1C. */
  readonly vanishedKey: string | undefined;
  readonly proposed: ProposedKeys;
  readonly rowIdentities: readonly RowIdentity[];
  /** Whether anything was shipped or paid; asked only where the order has left the document's organisation. */
  readonly isShippedOrPaid: boolean;
  /** Number under which the order was last imported; undefined if no import of it was finished, or by an earlier version. */
  readonly numberOfDocument: string | undefined;
  /** The bridge itself has closed the document as cancelled. */
  readonly isCancelledByUs: boolean;
  /** For whom the document was last written ({@link import('./order-memory.ts').OrderMemory}). */
  readonly customerOfDocument: number | string | undefined;
  /** CRM id of the contact person with whom the document was last written. */
  readonly contactOfDocument: number | undefined;
}
