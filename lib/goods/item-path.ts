import type { AnyOf } from '../onec/client.ts';
import { castKey, eq, type Filter, guid } from '../onec/filter.ts';
import { номенклатура } from '../onec/ut/objects/goods.ts';

/** How the records of a set refer to an item of Номенклатура, for conditions on it; by the property `Key` in the end. */
export interface ItemPath<Key extends string = string> {
  /** The item's own property, as a condition on the set names it: `Номенклатура/Parent_Key`. */
  property(name: string): string;
  /** That the record is about the item. */
  is(key: string): Filter;
  /** That the record is about one of many items. */
  anyOf(keys: readonly string[]): AnyOf<Key>;
}

/** The items themselves. */
export const THE_ITEM: ItemPath<'Ref_Key'> = {
  property: (name) => name,
  is: (key) => eq('Ref_Key', guid(key)),
  anyOf: (keys) => ({ property: 'Ref_Key', values: keys.map(guid) }),
};

/** A set with a reference to an item: `Номенклатура`, `ВладелецФайла`. */
export const itemIn = <Reference extends string>(reference: Reference): ItemPath<`${Reference}_Key`> => ({
  property: (name) => `${reference}/${name}`,
  is: (key) => eq(`${reference}_Key`, guid(key)),
  anyOf: (keys) => ({ property: `${reference}_Key`, values: keys.map(guid) }),
});

/** A reference that may be to other things too: only `cast` finds an item by it (onec-odata A6). */
export const castItemIn = <Reference extends string>(reference: Reference): ItemPath<Reference> => ({
  property: (name) => `cast(${reference},'${номенклатура.set}')/${name}`,
  is: (key) => eq(reference, castKey(key, номенклатура.set)),
  anyOf: (keys) => ({ property: reference, values: keys.map((key) => castKey(key, номенклатура.set)) }),
});

/** What an item owns, of a catalog that has owners of other kinds too. */
export const THE_OWNER = castItemIn('Owner');
