import type { Kopecks, Quantity } from '../../../../lib/money/kopecks.ts';

/** What people and programs have put into an order; sums are computed from it at every reading. Plain JSON throughout. */
export interface OrderState {
  readonly id: number;
  readonly number: string;
  readonly site: string;
  readonly createdAt: string;
  readonly statusUpdatedAt: string;
  readonly status: string;
  readonly fromApi: boolean;
  readonly customerId: number;
  /** The contact person and the company of a corporate customer. */
  readonly contactId?: number;
  readonly companyId?: number;
  /** The fields that are stored as they came: names, comments, codes (retailcrm-api 3.1). */
  readonly header: Readonly<Partial<Record<HeaderField, string | number | boolean>>>;
  /** Roubles off the whole order. */
  readonly discountManualAmount: Kopecks;
  /** Hundredths of a percent off the whole order. */
  readonly discountManualPercent: number;
  readonly items: readonly ItemState[];
  readonly delivery: DeliveryState;
  readonly payments: readonly PaymentState[];
  readonly contragent: Readonly<Record<string, string>>;
  readonly customFields: Readonly<Record<string, unknown>>;
}

/** In the order in which the CRM writes them. */
export const HEADER_FIELDS = [
  'externalId',
  'orderType',
  'orderMethod',
  'countryIso',
  'lastName',
  'firstName',
  'patronymic',
  'phone',
  'additionalPhone',
  'email',
  'managerId',
  'customerComment',
  'managerComment',
  'statusComment',
  'shipmentStore',
  'shipmentDate',
  'shipped',
  'call',
  'expired',
  'weight',
  'length',
  'width',
  'height',
] as const;

type HeaderField = (typeof HEADER_FIELDS)[number];

export interface ItemState {
  readonly id: number;
  /** Absent for a line typed by hand. */
  readonly offerId?: number;
  readonly productName?: string;
  readonly initialPrice: Kopecks;
  readonly purchasePrice: Kopecks;
  readonly quantity: Quantity;
  /** A unit. */
  readonly discountManualAmount: Kopecks;
  /** Hundredths of a percent of the unit's price. */
  readonly discountManualPercent: number;
  readonly vatRate: string;
  readonly status: string;
  readonly priceType?: string;
  readonly comment?: string;
  readonly externalIds: readonly ExternalId[];
  readonly properties: Readonly<Record<string, ItemProperty>>;
  readonly createdAt: string;
}

export interface ExternalId {
  readonly code: string;
  readonly value: string;
}

export interface ItemProperty {
  readonly code: string;
  readonly name: string;
  readonly value: string;
}

export interface DeliveryState {
  readonly code?: string;
  readonly cost: Kopecks;
  readonly netCost: Kopecks;
  readonly vatRate?: string;
  readonly date?: string;
  readonly time?: Readonly<Record<string, string>>;
  readonly address: Readonly<Record<string, string | number>>;
}

export interface PaymentState {
  readonly id: number;
  readonly externalId?: string;
  readonly type: string;
  readonly status?: string;
  readonly amount: Kopecks;
  readonly paidAt?: string;
  readonly comment?: string;
}

/** A company of a corporate customer. */
export interface CompanyState {
  readonly id: number;
  readonly externalId?: string;
  readonly name: string;
  readonly createdAt: string;
  readonly contragent: Readonly<Record<string, string>>;
}

export interface CustomerState {
  readonly id: number;
  /** Id of the card into which this one was merged: it is gone then. */
  readonly mergedInto?: number;
  /** A person unless told. */
  readonly type?: 'customer_corporate';
  /** A person who is the contact of a corporate customer. */
  readonly isContact?: boolean;
  readonly nickName?: string;
  /** The main one first. */
  readonly companies?: readonly CompanyState[];
  readonly externalId?: string;
  readonly site: string;
  readonly createdAt: string;
  readonly lastName?: string;
  readonly firstName?: string;
  readonly patronymic?: string;
  readonly email?: string;
  readonly phones: readonly string[];
}

/** Who ordered: a person is their own contact, a corporate customer has a contact person and maybe a company. */
export interface Parties {
  readonly customer: CustomerState;
  readonly contact: CustomerState;
  readonly company?: CompanyState;
}
