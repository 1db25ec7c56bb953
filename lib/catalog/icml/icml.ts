/** A catalogue file in RetailCRM's own words (retailcrm-api 8). Texts are as people wrote them, nothing is escaped yet. */
export interface IcmlHead {
  /** `2026-01-10 12:00:00`, local time of the shop. */
  readonly date: string;
  readonly shopName: string;
  readonly companyName: string;
  readonly categories: readonly IcmlCategory[];
}

export interface IcmlCategory {
  readonly id: string;
  /** Undefined at the root. */
  readonly parentId: string | undefined;
  readonly name: string;
}

/** One `offer`. Figures are decimals as they stand in the file; what is undefined or empty is not written. */
export interface IcmlOffer {
  readonly id: string;
  readonly productId: string;
  readonly quantity: string;
  readonly isService: boolean;
  readonly categoryId: string | undefined;
  readonly name: string;
  readonly productName: string;
  readonly price: string;
  readonly purchasePrice: string | undefined;
  /** Percent, or `none` for «Без НДС». */
  readonly vatRate: string | undefined;
  readonly article: string;
  readonly vendor: string;
  readonly description: string;
  readonly pictures: readonly string[];
  readonly params: readonly IcmlParam[];
  readonly unit: IcmlUnit | undefined;
  /** Kilograms. */
  readonly weight: string | undefined;
  /** Centimetres, `length/width/height`. */
  readonly dimensions: string | undefined;
  readonly barcodes: readonly string[];
  readonly isMarkable: boolean;
}

export interface IcmlParam {
  readonly code: string;
  readonly name: string;
  readonly value: string;
}

/** Unit of measure: code of the classifier, full and short name. */
export interface IcmlUnit {
  readonly code: string;
  readonly name: string;
  readonly symbol: string;
}
