import type { VatRate } from '../money/vat.ts';

/** A VAT rate of the base (Catalog_СтавкиНДС). */
export interface VatRateFact {
  readonly key: string;
  readonly name: string;
  readonly rate: VatRate;
  /** «Без НДС», which is not the same as 0 %. */
  readonly isExempt: boolean;
  /** A calculated rate such as 20/120, or one marked for deletion: never chosen by its percent. */
  readonly isChoosable: boolean;
  /** The standard rate of its time (`Основная`): 20 % until 2025, 22 % since. */
  readonly isMain: boolean;
  /** First and last day of its validity, `YYYY-MM-DD`; undefined where 1C sets no bound. */
  readonly validFrom: string | undefined;
  readonly validTo: string | undefined;
}

/** Predefined kinds of contacts that the bridge writes (ut-filling 7). */
export type ContactKindName =
  | 'ТелефонПартнера'
  | 'EmailПартнера'
  | 'АдресПартнера'
  | 'ТелефонКонтрагента'
  | 'EmailКонтрагента'
  | 'ПочтовыйАдресКонтрагента'
  | 'ЮрАдресКонтрагента'
  | 'ТелефонКонтактногоЛица'
  | 'EmailКонтактногоЛица';

/** Keys of contact kinds by predefined name; a kind that the base lacks is missing, and its contact is not written. */
export type ContactKinds = ReadonlyMap<ContactKindName, string>;

/**
 * The bank of a БИК: an element of the base's classifier, unknown to it, or of a base that does not publish one and keeps the
 * bank's details in the account itself (D-28).
 */
export type BankFact = { readonly key: string; readonly name: string } | 'unknown' | 'notPublished';
