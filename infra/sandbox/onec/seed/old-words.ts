import type { Shop } from '../../shop/shop.ts';
import type { Schema, SetSchema } from '../schema/schema.ts';
import type { Seed } from './record.ts';

/** What organisations have since 11.5 only. */
const SINCE_11_5: ReadonlySet<string> = new Set(['ВалютаРегламентированногоУчета_Key']);

/**
 * A seed as an older build has it (onec-odata C0): VAT rates are names of an enumeration, and one that is newer than the
 * build is left empty; everything settled by orders is so "по заказам и накладным"; payment is ordered by agreement. Each
 * follows from the properties that the build has; a seed of a newer one stays as it is.
 */
export function inOldWords(seed: Seed, shop: Shop, { sets }: Schema): Seed {
  const own = sets.get(seed.set);
  if (own === undefined) {
    return seed;
  }
  const properties = Object.entries(seed.properties).flatMap(([name, value]) => {
    if (SINCE_11_5.has(name) && !own.fields.has(name)) {
      return [];
    }
    if (name === 'СтавкаНДС_Key' && !own.fields.has(name)) {
      return [['СтавкаНДС', rateName(own, value, shop)] as const];
    }
    return name === 'ПорядокРасчетов' && value === 'ПоЗаказам' && !valuesOf(own, name).includes(value)
      ? [[name, 'ПоЗаказамНакладным'] as const]
      : [[name, value] as const];
  });
  const payment =
    seed.set === 'Catalog_СоглашенияСКлиентами' && own.fields.has('ПорядокОплаты')
      ? { ПорядокОплаты: 'РасчетыВРубляхОплатаВРублях' }
      : {};
  return { set: seed.set, properties: { ...Object.fromEntries(properties), ...payment } };
}

function rateName(own: SetSchema, key: unknown, { vatRates }: Shop): string {
  const name = vatRates.find((rate) => rate.key === key)?.enumName ?? '';
  return valuesOf(own, 'СтавкаНДС').includes(name) ? name : '';
}

function valuesOf({ fields }: SetSchema, name: string): readonly string[] {
  const type = fields.get(name)?.type;
  return type?.kind === 'choice' ? type.values : [];
}
