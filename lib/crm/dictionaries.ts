/** One record of a dictionary of the account. */
export interface CrmRecord {
  readonly code: string;
  readonly name: string;
}

/** A shop, and who sells there. */
export interface CrmSite extends CrmRecord {
  readonly legalName?: string;
  /** ISO letters: `RUB`. */
  readonly currency?: string;
}

/** A status of orders; `group` is the CRM's, `cancel` for those that end an order. */
export interface CrmStatus extends CrmRecord {
  readonly group: string;
}

/** Whom orders may be given to. */
export interface CrmManager {
  readonly id: number;
  readonly name: string;
}

/** What of an account settings refer to (retailcrm-api 5); records that are switched off are left out. */
export interface CrmDictionaries {
  /** IANA name; undefined if the key may not see the settings of the account. */
  readonly timeZone: string | undefined;
  readonly sites: readonly CrmSite[];
  readonly statuses: readonly CrmStatus[];
  readonly itemStatuses: readonly CrmRecord[];
  readonly stores: readonly CrmRecord[];
  readonly priceTypes: readonly CrmRecord[];
  readonly paymentTypes: readonly CrmRecord[];
  readonly deliveryTypes: readonly CrmRecord[];
  readonly managers: readonly CrmManager[];
}
