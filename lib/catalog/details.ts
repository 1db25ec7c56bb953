import type { UnitRecord, WeightRecord } from '../goods/units.ts';
import type { PackageRecord } from './measures.ts';
import type { AttributeRow, AttributeWords } from './params.ts';

/** What only the catalogue wants to know of an item. */
export interface ItemDetails extends WeightRecord {
  readonly Ref_Key: string;
  readonly НаименованиеПолное: string;
  readonly Описание: string;
  readonly Производитель_Key: string;
  readonly Марка_Key: string;
  readonly ФайлКартинки_Key: string;
  readonly ОсобенностьУчета: string;
  readonly НаборУпаковок_Key: string;
  readonly ДополнительныеРеквизиты: readonly AttributeRow[];
}

export interface BarcodeRecord {
  readonly Штрихкод: string;
  readonly Характеристика_Key: string;
  readonly Упаковка_Key: string;
}

/** Details of a slice's goods, and the words that they are told in. What the base does not publish is empty. */
export interface SliceDetails {
  readonly items: ReadonlyMap<string, ItemDetails>;
  /** Rows of additional attributes by characteristic. */
  readonly characteristics: ReadonlyMap<string, readonly AttributeRow[]>;
  /** By item. */
  readonly barcodes: ReadonlyMap<string, readonly BarcodeRecord[]>;
  /** By item: its own packages and those of its set. */
  readonly packages: ReadonlyMap<string, readonly PackageRecord[]>;
  /** Addresses by item, the main one first. */
  readonly pictures: ReadonlyMap<string, readonly string[]>;
  readonly units: ReadonlyMap<string, UnitRecord>;
  /** Names of manufacturers and brands. */
  readonly makers: ReadonlyMap<string, string>;
  /** `ОсобенностьУчета` by kind of goods, for items that have none of their own. */
  readonly kindFeatures: ReadonlyMap<string, string>;
  /** Keys of items and of kinds that a register has described as marked. */
  readonly marked: ReadonlySet<string>;
  readonly words: AttributeWords;
}
