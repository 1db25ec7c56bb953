import { castKey, eq, type Filter, guid } from '../onec/filter.ts';
import { номенклатура } from '../onec/ut/objects/goods.ts';

/** How the records of a set refer to an item of Номенклатура, for conditions on it. */
export interface ItemPath {
  /** The item's own property, as a condition on the set names it: `Номенклатура/Parent_Key`. */
  property(name: string): string;
  /** That the record is about the item. */
  is(key: string): Filter;
}

/** The items themselves. */
export const THE_ITEM: ItemPath = { property: (name) => name, is: (key) => eq('Ref_Key', guid(key)) };

/** A set with a reference to an item: `Номенклатура`, `ВладелецФайла`. */
export const itemIn = (reference: string): ItemPath => ({
  property: (name) => `${reference}/${name}`,
  is: (key) => eq(`${reference}_Key`, guid(key)),
});

/** What an item owns, of a catalog that has owners of other kinds too: only `cast` finds those (onec-odata A6). */
export const THE_OWNER: ItemPath = {
  property: (name) => `cast(Owner,'${номенклатура.set}')/${name}`,
  is: (key) => eq('Owner', castKey(key, номенклатура.set)),
};
