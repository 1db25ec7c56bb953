/** How a family of goods is sold. */
type SoldBy = 'шт' | 'кг' | 'м';

/** Goods that differ only by their variant: one good per variant, named `${name} ${variant}`. */
export interface GoodFamily {
  readonly name: string;
  readonly variants: readonly string[];
  /** Roubles with VAT for the first variant; later ones cost a little more each. */
  readonly price: number;
  /** Characteristics (colour, size …) that every good of the family has. */
  readonly characteristics?: readonly string[];
  readonly soldBy?: SoldBy;
}

export interface FolderTable {
  readonly name: string;
  readonly subfolders: readonly SubfolderTable[];
}

export interface SubfolderTable {
  readonly name: string;
  /** Prefix of the articles. */
  readonly article: string;
  /** VAT percent of everything in it. */
  readonly vat: 10 | 20 | 22;
  readonly families: readonly GoodFamily[];
}
