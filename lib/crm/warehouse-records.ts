/** How an upload names an offer: by one of the two ids that the CRM keeps of another system. */
export type OfferName = { readonly xmlId: string } | { readonly externalId: string };

/** The stock of an offer; figures in units and roubles. */
export type InventoryOffer = OfferName & {
  readonly stores: readonly {
    readonly code: string;
    readonly available: number;
    readonly purchasePrice?: number;
  }[];
};

/** Prices of an offer in one site, by the CRM's codes of price types. */
export type PricedOffer = OfferName & {
  readonly site: string;
  readonly prices: readonly (
    | { readonly code: string; readonly price: number }
    | { readonly code: string; readonly remove: true }
  )[];
};

/** Whether a site of the CRM reads a catalogue file, and which. */
export interface SiteCatalog {
  readonly site: string;
  /** Undefined where none is set. */
  readonly url: string | undefined;
  /** The site's setting «загрузка каталога из ICML». */
  readonly isLoaded: boolean;
}

/** A warehouse system as the CRM knows it (retailcrm-api 7). */
export interface IntegrationModule {
  readonly code: string;
  readonly integrationCode: string;
  readonly name: string;
  readonly active: boolean;
  /** Names the version that registered it. */
  readonly clientId: string;
  readonly baseUrl: string;
  readonly integrations: { readonly store: Readonly<Record<string, never>> };
}
