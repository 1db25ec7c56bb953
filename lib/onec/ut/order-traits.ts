/** What planning an order has to know of the base beyond names and values. */
export interface OrderTraits {
  /**
   * Payment stages where the agreement has some of its own: posting fills them, or it fills nothing and all of them are
   * sent computed (onec-odata F1; design, decisions).
   */
  readonly agreementStages: 'filledByPosting' | 'sent';
  /** Properties that 11.5.20 does not know and that a new order needs. */
  readonly ofNew: Readonly<Record<string, string>>;
  /** Such properties that a new order takes over from its agreement, if they are filled there. */
  readonly fromAgreement: readonly string[];
  /** Such properties that always repeat another one of the header. */
  readonly repeats: Readonly<Record<string, string>>;
  /**
   * Where a delivery address is kept: in the order alone, or, as soon as the base uses "доставка 2.5", in an element of
   * Catalog_ТочкиДоставки that the order names (ut-filling 1.1).
   */
  readonly address: 'inOrder' | 'atDeliveryPoint';
  /** What a row of a payment or of a return settles: an element of ОбъектыРасчетов, or the order itself (ut-filling 0.2). */
  readonly settledBy: 'settlementObject' | 'document';
  /** What says whose money a terminal takes: the contract that owns it, or the bank account that it names. */
  readonly terminalOwner: 'contract' | 'bankAccount';
  /**
   * How a VAT rate comes into a base that lacks it: as an element of a catalog, which a user adds, or as a value of an
   * enumeration, for which somebody changes the configuration (no update of 11.4 brings 22 %).
   */
  readonly newVatRates: 'inCatalog' | 'inEnumeration';
}
