/**
 * The believable shop behind both sandboxes: one data set, so that what the sandbox CRM sells the sandbox 1C knows.
 * Everything is made from a seed, keys included: the same seed gives the same shop on every machine.
 */
export interface Shop {
  readonly currency: Named;
  readonly organizations: readonly Organization[];
  readonly warehouses: readonly Warehouse[];
  readonly sites: readonly Site[];
  readonly users: readonly User[];
  readonly vatRates: readonly VatRateRecord[];
  readonly priceKinds: readonly PriceKind[];
  readonly priorities: readonly Named[];
  readonly accessGroups: readonly Named[];
  readonly cancelReasons: readonly Named[];
  readonly departments: readonly Named[];
  readonly agreements: readonly Agreement[];
  readonly cashDesks: readonly OwnedByOrganization[];
  readonly bankAccounts: readonly OwnedByOrganization[];
  readonly terminals: readonly OwnedByOrganization[];
  readonly contactKinds: readonly ContactKind[];
  /** Banks that the base's classifier knows, and countries. */
  readonly banks: readonly Bank[];
  readonly countries: readonly Country[];
  readonly folders: readonly Folder[];
  readonly goods: readonly Good[];
  /** The service of the delivery row is one of them. */
  readonly services: readonly Good[];
  readonly deliveryService: Good;
  /** People who are already customers in 1C, with contacts in the formats that users really type. */
  readonly knownPeople: readonly Person[];
}

export interface Named {
  readonly key: string;
  readonly name: string;
}

export interface Organization extends Named {
  /** Prefix of document numbers: `ТД` gives `ТД00-000001`. */
  readonly prefix: string;
  /** 10 digits of a company, 12 of an entrepreneur; the check digits are right. */
  readonly inn: string;
  readonly kind: 'ЮридическоеЛицо' | 'ИндивидуальныйПредприниматель';
}

export interface Warehouse extends Named {
  /** Code of the CRM store. */
  readonly storeCode: string;
}

export interface Site {
  readonly code: string;
  readonly name: string;
  readonly organization: Organization;
  readonly warehouse: Warehouse;
  readonly agreement: Agreement;
  readonly vatIncluded: boolean;
}

export interface User extends Named {
  /** Id of the CRM user. */
  readonly crmId: number;
  readonly department: Named;
}

export interface VatRateRecord extends Named {
  /** Name in the enumeration СтавкиНДС: `НДС20`, `БезНДС`. */
  readonly enumName: string;
  readonly percent: number;
  /** A calculated rate such as 20/120. */
  readonly calculated: boolean;
}

export interface PriceKind extends Named {
  readonly crmCode: string;
  /** What it is of the retail price, percent: 100 for the sale price itself. */
  readonly percent: number;
}

export interface Agreement extends Named {
  readonly organization: Organization;
  readonly typical: boolean;
  readonly settlementOrder: 'ПоЗаказам' | 'ПоЗаказамНакладным' | 'ПоНакладным';
}

export interface OwnedByOrganization extends Named {
  readonly organization: Organization;
}

export interface Bank extends Named {
  /** Nine digits. */
  readonly bik: string;
  readonly corrAccount: string;
}

export interface Country extends Named {
  /** Three digits of the state's classifier. */
  readonly code: string;
  /** Two letters of ISO 3166. */
  readonly iso: string;
}

export interface ContactKind extends Named {
  /** `ТелефонКонтрагента`, `EmailПартнера` … */
  readonly predefinedName: string;
  readonly type: 'Телефон' | 'АдресЭлектроннойПочты' | 'Адрес';
}

export interface Folder extends Named {
  readonly parent: string | undefined;
}

export interface Good extends Named {
  /** `00-00000001`. */
  readonly code: string;
  readonly article: string;
  readonly folder: string;
  readonly type: 'Товар' | 'Услуга';
  readonly vatRate: VatRateRecord;
  /** Roubles, with VAT. */
  readonly price: number;
  /** Sold by weight or length: fractional quantities are usual. */
  readonly fractional: boolean;
  readonly unit: 'шт' | 'кг' | 'м';
  /** Characteristics of this item; empty for most. */
  readonly characteristics: readonly Named[];
  /** Units on hand by warehouse key. */
  readonly stock: Readonly<Record<string, number>>;
}

export interface Person {
  readonly partnerKey: string;
  readonly counterpartyKey: string;
  readonly fullName: string;
  /** As a user typed it: `+7 (900) 000-00-12`. */
  readonly phone: string | undefined;
  readonly email: string | undefined;
}
