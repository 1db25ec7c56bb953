/**
 * An order of RetailCRM as the bridge uses it (retailcrm-api 3). Figures are decimal texts (`"1800.5"`), never binary
 * floats; dates are the account's local time as the CRM writes them. What the CRM leaves out is absent here, and so is
 * what it sends empty (`null`, `""`, `{}`, PHP's `[]` for an empty map). Lists and maps are never absent; payments as a map
 * or a list are brought to one shape. Texts hold no control characters but tab and newline.
 */
export interface CrmOrder {
  readonly id: number;
  readonly number: string;
  readonly externalId?: string;
  readonly site: string;
  readonly status: string;
  readonly orderType?: string;
  readonly orderMethod?: string;
  /** `YYYY-MM-DD HH:MM:SS`, local time of the account. */
  readonly createdAt: string;
  readonly managerId?: number;
  /** Two letters of ISO 3166. */
  readonly countryIso?: string;
  readonly lastName?: string;
  readonly firstName?: string;
  readonly patronymic?: string;
  readonly phone?: string;
  readonly additionalPhone?: string;
  readonly email?: string;
  readonly customer?: CrmCustomer;
  readonly contact?: CrmCustomer;
  readonly company?: CrmCompany;
  readonly contragent?: CrmContragent;
  /** Of all figures of the order; three letters of ISO 4217. */
  readonly currency?: string;
  readonly totalSumm: string;
  /** Bonuses that pay for a part of the order, and that it earns; the former are in the lines' final prices already. */
  readonly bonusesChargeTotal?: string;
  readonly bonusesCreditTotal?: string;
  readonly items: readonly CrmItem[];
  readonly delivery: CrmDelivery;
  readonly payments: readonly CrmPayment[];
  readonly shipmentStore?: string;
  /** `YYYY-MM-DD`. */
  readonly shipmentDate?: string;
  readonly customerComment?: string;
  readonly managerComment?: string;
  readonly customFields: Readonly<Record<string, unknown>>;
  /** Fields that nobody needs and that could not be read, so that they are left out (D-1): their names, never values. */
  readonly unreadable: readonly string[];
}

/** The customer card inside an order; `type` tells a person from a company. */
export interface CrmCustomer {
  readonly type: 'customer' | 'customer_corporate';
  readonly id: number;
  readonly externalId?: string;
  readonly nickName?: string;
  readonly lastName?: string;
  readonly firstName?: string;
  readonly patronymic?: string;
  readonly email?: string;
  readonly phones: readonly string[];
  readonly createdAt?: string;
}

export interface CrmCompany {
  readonly id: number;
  readonly externalId?: string;
  readonly name?: string;
  readonly contragent?: CrmContragent;
}

/** Legal details; which fields are filled depends on `contragentType` (retailcrm-api 3.3). */
export interface CrmContragent {
  readonly contragentType?: 'individual' | 'legal-entity' | 'enterpreneur';
  readonly legalName?: string;
  readonly legalAddress?: string;
  readonly INN?: string;
  readonly KPP?: string;
  readonly OKPO?: string;
  readonly OGRN?: string;
  readonly OGRNIP?: string;
  readonly certificateNumber?: string;
  /** `YYYY-MM-DD`. */
  readonly certificateDate?: string;
  readonly bankAddress?: string;
  readonly BIK?: string;
  readonly bank?: string;
  readonly bankAccount?: string;
  readonly corrAccount?: string;
}

export interface CrmItem {
  readonly id: number;
  readonly status?: string;
  readonly isCanceled: boolean;
  /** In units, up to three decimals. */
  readonly quantity: string;
  /** Price of a unit before discounts. */
  readonly initialPrice: string;
  /** All discounts of the line and its share of the order's, a unit; rounded by the CRM, so `prices` comes first. */
  readonly discountTotal?: string;
  /** Final prices with the quantity that has each: two entries when a discount does not divide evenly. */
  readonly prices: readonly CrmItemPrice[];
  /** `"20.00"`, `"none"`; of what is neither, as the CRM writes it. */
  readonly vatRate?: string;
  /** What `discountTotal` is made of, a unit each: `manual_order`, `bonus_charge`, `round` … (retailcrm-api 3.4). */
  readonly discounts: readonly { readonly type: string; readonly amount: string }[];
  /** Codes of marked pieces and the system that gave them. */
  readonly markingObjects: readonly { readonly code: string; readonly provider?: string }[];
  readonly priceType?: string;
  readonly offer?: CrmOffer;
  readonly externalIds: readonly CrmExternalId[];
  readonly properties: Readonly<Record<string, CrmItemProperty>>;
}

export interface CrmItemPrice {
  readonly price: string;
  readonly quantity: string;
}

/** Absent for a line typed by hand. */
export interface CrmOffer {
  readonly id?: number;
  readonly externalId?: string;
  readonly xmlId?: string;
  readonly name?: string;
  readonly article?: string;
}

export interface CrmExternalId {
  readonly code: string;
  readonly value: string;
}

export interface CrmItemProperty {
  readonly code?: string;
  readonly name?: string;
  readonly value?: string;
}

export interface CrmDelivery {
  readonly code?: string;
  readonly cost?: string;
  readonly vatRate?: string;
  /** `YYYY-MM-DD`. */
  readonly date?: string;
  /** `HH:MM`. */
  readonly timeFrom?: string;
  readonly timeTo?: string;
  readonly address?: CrmAddress;
}

export interface CrmAddress {
  readonly index?: string;
  readonly city?: string;
  readonly metro?: string;
  readonly text?: string;
  readonly notes?: string;
}

export interface CrmPayment {
  readonly id: number;
  readonly externalId?: string;
  readonly type?: string;
  readonly status?: string;
  readonly amount?: string;
  /** `YYYY-MM-DD HH:MM:SS`, or only the day. */
  readonly paidAt?: string;
  readonly comment?: string;
}
